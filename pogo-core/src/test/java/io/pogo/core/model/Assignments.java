package io.pogo.core.model;

import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;
import java.util.function.Consumer;

/** What a node makes of what is assigned to it; or, where any plan is possible, of anything at any time. */
final class Assignments {
    /** An assignment is a session and a spec in one number. */
    static final int SPECS = 8;

    private final Bounds bounds;
    private final Table table;
    private final Slots slots;

    Assignments(Bounds bounds, Table table, Slots slots) {
        this.bounds = bounds;
        this.table = table;
        this.slots = slots;
    }

    void reconcile(Steps steps, int node, int child) {
        World world = steps.from();
        if (bounds.anyPlan()) {
            anything(steps, node, child);
            return;
        }
        int assigned = world.get(OfSlot.ASSIGNED, node, child);
        boolean mine = assigned != 0
                && (assigned / SPECS == world.get(OfNode.SESSION, node) || bounds.has(Flaw.ASSIGNMENT_OF_ANY_SESSION));
        int spec = assigned % SPECS;
        if (world.phase(node, child) == ChildPhase.GONE) {
            if (mine && spec == world.get(OfChild.SPEC, child)) {
                String name = "takes what it is assigned";
                Consumer<World> open = next -> slots.open(next, node, child, spec);
                if (world.is(OfNode.LEASE_OVER, node)) {
                    steps.may(name, node, child, open);
                } else {
                    steps.will(name, node, child, open);
                }
            }
        } else if (!mine || (spec != world.get(OfSlot.HELD, node, child) && !bounds.has(Flaw.SPEC_NOT_COMPARED))) {
            stop(steps, node, child);
        }
    }

    /** Whether the spec that a child was opened for is there. */
    boolean holdsSpec(World world, int node, int child) {
        return world.get(OfChild.SPEC, child) != 0
                && world.get(OfChild.SPEC, child) == world.get(OfSlot.HELD, node, child);
    }

    /** Where any plan is possible only this matters of a spec: whether it is the one that is there. */
    void removeSpec(World next, int child) {
        next.set(OfChild.SPEC, child, 0);
        for (int node = 0; node < World.NODES && bounds.anyPlan(); node++) {
            next.set(OfSlot.HELD, node, child, 0);
        }
    }

    /** The node goes to the end of the planner's queue. */
    void candidate(World next, int node) {
        if (!bounds.anyPlan()) {
            leaveQueue(next, node);
            next.set(OfNode.PLACE, node, 1 + next.get(OfNode.PLACE, 1 - node));
            if (!bounds.has(Flaw.PLAN_WITHOUT_GUARD)) {
                next.set(OfNode.PLANNED, node, 0);
                Planning.forget(next, node);
            }
        }
    }

    static void leaveQueue(World next, int node) {
        if (next.get(OfNode.PLACE, node) == 1) {
            next.set(OfNode.PLACE, 1 - node, Math.min(1, next.get(OfNode.PLACE, 1 - node)));
        }
        next.set(OfNode.PLACE, node, 0);
    }

    private void anything(Steps steps, int node, int child) {
        World world = steps.from();
        int spec = world.get(OfChild.SPEC, child);
        if (world.phase(node, child) != ChildPhase.GONE) {
            stop(steps, node, child);
            if (!world.is(OfSlot.ABANDONED, node, child)
                    && table.matters(world.phase(node, child), ChildSignal.AFRESH)) {
                steps.may(
                        "the child is to be run afresh",
                        node,
                        child,
                        next -> slots.signal(next, node, child, ChildSignal.AFRESH));
            }
        } else if (spec != 0) {
            steps.may("opens the child", node, child, next -> slots.open(next, node, child, spec));
        }
    }

    private void stop(Steps steps, int node, int child) {
        if (!steps.from().is(OfSlot.ABANDONED, node, child)
                && table.matters(steps.from().phase(node, child), ChildSignal.STOP)) {
            String name = "stops what it is not assigned";
            steps.will(name, node, child, next -> slots.signal(next, node, child, ChildSignal.STOP));
        }
    }
}

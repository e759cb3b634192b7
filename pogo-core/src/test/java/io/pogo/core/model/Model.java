package io.pogo.core.model;

import io.pogo.core.ChildPhase;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.Whole;
import java.util.List;

/** The protocol: where it begins, and what may happen next. */
final class Model {
    private final Bounds bounds;
    private final Canonical canonical;
    private final NodeSteps nodes;
    private final ServerSteps server;
    private final Faults faults;
    private final Planning planning;

    Model(Bounds bounds) {
        Table table = new Table(bounds);
        Slots slots = new Slots(bounds, table);
        Assignments assignments = new Assignments(bounds, table, slots);
        this.bounds = bounds;
        this.canonical = new Canonical(bounds);
        this.nodes = new NodeSteps(bounds, table, slots, assignments);
        this.server = new ServerSteps(bounds, assignments);
        this.faults = new Faults(bounds, slots, assignments);
        this.planning = new Planning(bounds);
    }

    /** All nodes have joined, all children are wanted, nothing runs. */
    World initial() {
        World world = World.ofChildren(bounds.children());
        world.set(Whole.LOSSES, bounds.losses());
        world.set(Whole.PAUSES, bounds.pauses());
        world.set(Whole.CRASHES, bounds.crashes());
        world.set(Whole.STUCKS, bounds.stucks());
        for (int node = 0; node < World.NODES; node++) {
            world.set(OfNode.JOINED, node, bounds.twins() ? 1 - node : 1);
            world.set(OfNode.ALIVE, node, 1);
            world.set(OfNode.SESSION, node, 1);
            world.set(OfNode.PLACE, node, bounds.anyPlan() ? 0 : 1 + node);
            for (int child = 0; child < bounds.children(); child++) {
                world.phase(node, child, ChildPhase.GONE);
            }
        }
        for (int child = 0; child < bounds.children(); child++) {
            world.set(OfChild.SPEC, child, 1);
            world.set(OfChild.BORN, child, 1);
        }
        return world;
    }

    List<Step> next(World world) {
        return next(world, false);
    }

    /** What happens if no fault and no request comes any more. */
    List<Step> progress(World world) {
        return next(world, true);
    }

    private List<Step> next(World world, boolean onlyProgress) {
        Steps steps = new Steps(world, onlyProgress, canonical);
        for (int node = 0; node < World.NODES; node++) {
            nodes.add(steps, node);
        }
        server.add(steps);
        faults.add(steps);
        if (!bounds.anyPlan()) {
            planning.add(steps);
        }
        return steps.list();
    }
}

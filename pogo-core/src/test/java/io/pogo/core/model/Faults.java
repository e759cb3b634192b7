package io.pogo.core.model;

import io.pogo.core.ChildPhase;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;
import io.pogo.core.model.Cell.Whole;

/** What befalls the nodes and their sessions, and what users ask for. */
final class Faults {
    private final Bounds bounds;
    private final Slots slots;
    private final Assignments assignments;

    Faults(Bounds bounds, Slots slots, Assignments assignments) {
        this.bounds = bounds;
        this.slots = slots;
        this.assignments = assignments;
    }

    void add(Steps steps) {
        for (int node = 0; node < World.NODES; node++) {
            pauses(steps, node);
            losses(steps, node);
            expires(steps, node);
        }
        for (int child = 0; child < steps.from().children(); child++) {
            requests(steps, child);
        }
    }

    /** Counts one down, unless there is no limit. */
    static void use(World next, Whole budget) {
        int left = next.get(budget);
        next.set(budget, left == Bounds.UNLIMITED ? left : left - 1);
    }

    private void pauses(Steps steps, int node) {
        World world = steps.from();
        if (world.isUp(node) && world.get(Whole.PAUSES) > 0) {
            steps.may("is paused", node, -1, next -> {
                use(next, Whole.PAUSES);
                next.set(OfNode.STATUS, node, Cell.PAUSED);
                next.set(OfNode.SLEPT, node, next.get(OfNode.LEASE_OVER, node));
            });
        } else if (world.get(OfNode.STATUS, node) == Cell.PAUSED) {
            steps.will("wakes up", node, -1, next -> next.set(OfNode.STATUS, node, Cell.UP));
            if (!world.is(OfNode.LEASE_OVER, node)) {
                steps.may("its lease ends while it is paused", node, -1, next -> {
                    next.set(OfNode.LEASE_OVER, node, 1);
                    next.set(OfNode.SLEPT, node, 1);
                });
            }
        } else if (world.get(OfNode.STATUS, node) == Cell.DOWN && !world.is(OfNode.ALIVE, node)) {
            steps.will("is started again", node, -1, next -> next.set(OfNode.STATUS, node, Cell.UP));
        }
    }

    private void losses(Steps steps, int node) {
        World world = steps.from();
        if (!world.isUp(node) || world.get(Whole.LOSSES) == 0) {
            return;
        }
        if (world.is(OfNode.JOINED, node) && !world.is(OfNode.LEASE_OVER, node)) {
            steps.may("is cut off, its lease ends", node, -1, next -> {
                use(next, Whole.LOSSES);
                next.set(OfNode.LEASE_OVER, node, 1);
            });
        }
        if (bounds.twins()) {
            return;
        }
        steps.may("is killed", node, -1, next -> {
            use(next, Whole.LOSSES);
            next.set(OfNode.STATUS, node, Cell.DOWN);
            next.set(OfNode.JOINED, node, 0);
            next.set(OfNode.LEASE_OVER, node, 1);
            next.set(OfNode.SLEPT, node, 0);
            for (int child = 0; child < next.children(); child++) {
                slots.clear(next, node, child);
            }
        });
    }

    private void expires(Steps steps, int node) {
        World world = steps.from();
        boolean due = world.is(OfNode.LEASE_OVER, node) && isGraceOver(world, node) && isTwinDone(world, 1 - node);
        if (world.is(OfNode.ALIVE, node) && (due || bounds.has(Flaw.LEASE_OUTLASTS_SESSION))) {
            steps.will("its session expires", node, -1, next -> {
                expire(next, node);
                if (bounds.twins()) {
                    expire(next, 1 - node);
                }
            });
        }
    }

    private boolean isTwinDone(World world, int twin) {
        boolean over = world.is(OfNode.LEASE_OVER, twin) || !world.is(OfNode.JOINED, twin);
        return !bounds.twins() || (over && isGraceOver(world, twin));
    }

    /**
     * From the end of the lease to the earliest expiry is a twelfth of the session timeout. In that time the guard of a
     * node that is not paused enforces the end, and its children stop or are found to be stuck. Its event loop may come
     * later.
     */
    private boolean isGraceOver(World world, int node) {
        if (!world.isUp(node) || world.is(OfNode.SLEPT, node)) {
            return true;
        }
        boolean over = !world.is(OfNode.JOINED, node)
                || (bounds.guards() && !NodeSteps.isActive(world, node))
                || bounds.has(Flaw.ENFORCED_BY_THE_LOOP);
        for (int child = 0; child < world.children() && !bounds.has(Flaw.SHUTDOWN_OUTLASTS_SESSION); child++) {
            over &= world.get(OfSlot.RUN, node, child) != Cell.ASKED_TO_STOP
                    || world.is(OfSlot.EXCUSED, node, child)
                    || world.phase(node, child) == ChildPhase.STUCK;
        }
        return over;
    }

    private void expire(World next, int node) {
        boolean slept = !next.isUp(node) || next.is(OfNode.SLEPT, node);
        next.set(OfNode.ALIVE, node, 0);
        Assignments.leaveQueue(next, node);
        for (int child = 0; child < next.children(); child++) {
            Queue.removeAllOf(next, node, child);
            if (next.phase(node, child) != ChildPhase.GONE) {
                next.set(OfSlot.ENDED, node, child, 1);
            }
            if (next.runs(node, child) && (slept || next.phase(node, child) == ChildPhase.STUCK)) {
                next.set(OfSlot.EXCUSED, node, child, 1);
            }
        }
    }

    private void requests(Steps steps, int child) {
        World world = steps.from();
        if (world.get(OfChild.SPEC, child) != 0) {
            if (bounds.specs() > 1) {
                steps.may("is terminated", -1, child, next -> assignments.removeSpec(next, child));
            }
        } else if (bounds.specs() == Bounds.UNLIMITED) {
            steps.may("is asked for again", -1, child, next -> next.set(OfChild.SPEC, child, 1));
        } else if (world.get(OfChild.BORN, child) < bounds.specs()) {
            steps.may("is asked for again", -1, child, next -> {
                next.set(OfChild.BORN, child, next.get(OfChild.BORN, child) + 1);
                next.set(OfChild.SPEC, child, next.get(OfChild.BORN, child));
            });
        }
    }
}

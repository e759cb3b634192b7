package io.pogo.core.model;

import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import io.pogo.core.model.Cell.Lock;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;
import io.pogo.core.model.Cell.Whole;

/** What a node does that is not paused: hears what has arrived, and its children's runs go on. */
final class NodeSteps {
    private final Bounds bounds;
    private final Table table;
    private final Slots slots;
    private final Assignments assignments;

    NodeSteps(Bounds bounds, Table table, Slots slots, Assignments assignments) {
        this.bounds = bounds;
        this.table = table;
        this.slots = slots;
        this.assignments = assignments;
    }

    void add(Steps steps, int node) {
        World world = steps.from();
        if (!world.isUp(node)) {
            return;
        }
        stays(steps, node);
        for (int child = 0; child < world.children(); child++) {
            if (world.is(OfNode.JOINED, node)) {
                assignments.reconcile(steps, node, child);
            }
            hears(steps, node, child);
            runs(steps, node, child);
        }
    }

    private void stays(Steps steps, int node) {
        World world = steps.from();
        if (world.is(OfNode.JOINED, node)) {
            if (world.is(OfNode.LEASE_OVER, node)) {
                enforces(steps, node);
                steps.will("sees that its lease is over, stops all", node, -1, next -> leave(next, node));
            }
            if (bounds.twins()) {
                steps.may("is closed, stops all", node, -1, next -> leave(next, node));
            }
        } else if (isTaken(world, node)) {
            return;
        } else if (!world.is(OfNode.ALIVE, node)) {
            if (isFree(world, node)) {
                steps.will("joins with a new session", node, -1, next -> joinAnew(next, node));
            }
        } else if (isFree(world, node)) {
            steps.will("proves its session again, joins", node, -1, next -> join(next, node));
        }
    }

    /** A place with its node id is another supervisor's: it waits until that is gone. */
    private boolean isTaken(World world, int node) {
        return bounds.twins() && world.is(OfNode.JOINED, 1 - node) && !bounds.has(Flaw.PLACE_OF_ANY_TWIN);
    }

    /** On a thread of its own, whatever blocks the loop: so the loop may be as late as it likes. */
    private void enforces(Steps steps, int node) {
        if (bounds.guards() && isActive(steps.from(), node)) {
            steps.will("its guard asks all runs to stop", node, -1, next -> {
                for (int child = 0; child < next.children(); child++) {
                    if (next.runs(node, child)) {
                        next.set(OfSlot.RUN, node, child, Cell.ASKED_TO_STOP);
                    }
                }
            });
        }
    }

    /** Returns whether a run is active that was not asked to stop. */
    static boolean isActive(World world, int node) {
        boolean active = false;
        for (int child = 0; child < world.children(); child++) {
            active |= world.get(OfSlot.RUN, node, child) == Cell.ACTIVE;
        }
        return active;
    }

    /** Nothing of an earlier stay runs, but for what is stuck. */
    private boolean isFree(World world, int node) {
        boolean free = true;
        for (int child = 0; child < world.children(); child++) {
            ChildPhase phase = world.phase(node, child);
            free &= phase == ChildPhase.GONE || phase == ChildPhase.STUCK;
        }
        return free || bounds.has(Flaw.REJOIN_WITHOUT_STOPPING);
    }

    private void leave(World next, int node) {
        next.set(OfNode.JOINED, node, 0);
        for (int child = 0; child < next.children() && !bounds.has(Flaw.REJOIN_WITHOUT_STOPPING); child++) {
            slots.abandon(next, node, child);
        }
    }

    private void joinAnew(World next, int node) {
        next.set(OfNode.ALIVE, node, 1);
        if (bounds.twins()) {
            next.set(OfNode.ALIVE, 1 - node, 1);
        }
        if (!bounds.anyPlan()) {
            next.set(OfNode.SESSION, node, next.get(OfNode.SESSION, node) + 1);
        }
        join(next, node);
    }

    private void join(World next, int node) {
        next.set(OfNode.JOINED, node, 1);
        next.set(OfNode.LEASE_OVER, node, 0);
        next.set(OfNode.SLEPT, node, 0);
        assignments.candidate(next, node);
    }

    private void hears(Steps steps, int node, int child) {
        World world = steps.from();
        Lock lock = world.lock(node, child);
        if (lock == Lock.LEADING) {
            steps.will("hears that the lock is granted", node, child, next -> {
                next.lock(node, child, Lock.HELD);
                slots.signal(next, node, child, ChildSignal.GRANTED);
            });
        } else if (lock == Lock.DELETED) {
            steps.will("hears that the lock is released", node, child, next -> {
                next.lock(node, child, Lock.NONE);
                slots.signal(next, node, child, ChildSignal.RELEASED);
            });
        }
        if (world.phase(node, child) == ChildPhase.FINISHING) {
            steps.will("removes the spec of the child that is done", node, child, next -> finish(next, node, child));
        }
    }

    private void finish(World next, int node, int child) {
        boolean owner = Queue.placeOf(next, node, child, next.get(OfSlot.TOKEN, node, child)) >= 0;
        if (owner && assignments.holdsSpec(next, node, child)) {
            assignments.removeSpec(next, child);
        }
        slots.signal(next, node, child, owner ? ChildSignal.FINISHED : ChildSignal.LOST);
    }

    private void runs(Steps steps, int node, int child) {
        World world = steps.from();
        ChildPhase phase = world.phase(node, child);
        int run = world.get(OfSlot.RUN, node, child);
        if (phase == ChildPhase.STARTING && run == Cell.ACTIVE) {
            will(steps, "the child runs", node, child, ChildSignal.RUNS);
        } else if (phase == ChildPhase.BACKING_OFF) {
            will(steps, "the pause before the restart is over", node, child, ChildSignal.DUE);
        }
        if (run == Cell.ACTIVE && world.get(Whole.CRASHES) > 0) {
            ends(steps, "the run ends, to be run again", node, child, ChildSignal.ENDED_AGAIN);
            ends(steps, "the run ends, the work is done", node, child, ChildSignal.ENDED_DONE);
            if (bounds.anyPlan()) {
                ends(steps, "the run ends once too often", node, child, ChildSignal.ENDED_TOO_OFTEN);
            }
        } else if (run == Cell.ASKED_TO_STOP) {
            stops(steps, node, child, phase);
        }
        if (world.is(OfSlot.ORPHAN, node, child)) {
            steps.will("the forgotten run ends", node, child, next -> next.set(OfSlot.ORPHAN, node, child, 0));
        }
    }

    private void ends(Steps steps, String name, int node, int child, ChildSignal how) {
        steps.may(name, node, child, next -> {
            Faults.use(next, Whole.CRASHES);
            slots.ended(next, node, child, how);
        });
    }

    private void stops(Steps steps, int node, int child, ChildPhase phase) {
        steps.will("the run has stopped", node, child, next -> slots.ended(next, node, child, ChildSignal.ENDED_AGAIN));
        if (steps.from().get(Whole.CRASHES) > 0) {
            ends(steps, "the run had ended before, the work is done", node, child, ChildSignal.ENDED_DONE);
        }
        World world = steps.from();
        boolean late = bounds.guards() && world.is(OfNode.JOINED, node) && world.is(OfNode.LEASE_OVER, node);
        if (late
                && !world.is(OfSlot.EXCUSED, node, child)
                && world.get(Whole.STUCKS) > 0
                && !table.matters(phase, ChildSignal.OVERDUE)) {
            steps.may("the child does not stop in the time that the guard gives it", node, child, next -> {
                Faults.use(next, Whole.STUCKS);
                next.set(OfSlot.EXCUSED, node, child, 1);
            });
        }
        if (world.get(Whole.STUCKS) > 0 && table.matters(phase, ChildSignal.OVERDUE)) {
            steps.may("the child does not stop in time", node, child, next -> {
                Faults.use(next, Whole.STUCKS);
                slots.signal(next, node, child, ChildSignal.OVERDUE);
            });
        }
    }

    private void will(Steps steps, String name, int node, int child, ChildSignal signal) {
        steps.will(name, node, child, next -> slots.signal(next, node, child, signal));
    }
}

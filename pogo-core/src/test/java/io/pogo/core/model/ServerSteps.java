package io.pogo.core.model;

import io.pogo.core.model.Cell.Lock;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;

/** What arrives at ZooKeeper of what the nodes have sent, whether they are paused by now or not. */
final class ServerSteps {
    private final Bounds bounds;
    private final Assignments assignments;

    ServerSteps(Bounds bounds, Assignments assignments) {
        this.bounds = bounds;
        this.assignments = assignments;
    }

    void add(Steps steps) {
        World world = steps.from();
        for (int child = 0; child < world.children(); child++) {
            for (int node = 0; node < World.NODES; node++) {
                queues(steps, node, child);
                mistakes(steps, node, child);
                dequeues(steps, node, child);
                writes(steps, node, child);
            }
            deletesDoomed(steps, child);
        }
    }

    private void queues(Steps steps, int node, int child) {
        World world = steps.from();
        Lock lock = world.lock(node, child);
        boolean asked = lock == Lock.ASKED || lock == Lock.RECALLED;
        if (asked && world.is(OfNode.ALIVE, node) && !Queue.isFull(world, child)) {
            steps.will("its request for the lock arrives", node, child, next -> {
                Queue.append(next, node, child, bounds.has(Flaw.TOKEN_BEGINS_AGAIN));
                next.lock(node, child, lock == Lock.ASKED ? Lock.QUEUED : Lock.RELEASING);
            });
        } else if (lock == Lock.QUEUED && place(world, node, child) == 0) {
            steps.will("is the first in the queue", node, child, next -> {
                int token = next.get(OfSlot.TOKEN, node, child);
                if (token <= next.get(OfChild.LED, child)) {
                    next.breaks(Rule.TOKEN_DOES_NOT_RISE);
                }
                next.set(OfChild.LED, child, token);
                next.lock(node, child, Lock.LEADING);
            });
        }
    }

    /** A claim that is there with its own session it takes for one that it has made. */
    private void mistakes(Steps steps, int node, int child) {
        World world = steps.from();
        boolean twins = world.queued(child, 0) == 1 + (1 - node);
        if (bounds.has(Flaw.LOCK_OF_ANY_TWIN) && world.lock(node, child) == Lock.QUEUED && twins) {
            steps.will("takes the lock of its twin for its own", node, child, next -> {
                Queue.remove(next, child, place(next, node, child));
                next.set(OfSlot.TOKEN, node, child, next.queuedToken(child, 0));
                next.lock(node, child, Lock.LEADING);
            });
        }
    }

    private void dequeues(Steps steps, int node, int child) {
        if (steps.from().lock(node, child) == Lock.RELEASING) {
            steps.will("its release of the lock arrives", node, child, next -> {
                int place = place(next, node, child);
                if (place >= 0) {
                    Queue.remove(next, child, place);
                }
                next.lock(node, child, Lock.DELETED);
            });
        }
    }

    private void deletesDoomed(Steps steps, int child) {
        for (int place = 0; place < World.QUEUE; place++) {
            int at = place;
            if (steps.from().queued(child, place) >= Queue.DOOMED) {
                steps.will("deletes a znode of an earlier stay", -1, child, next -> Queue.remove(next, child, at));
            }
        }
    }

    /** Whether the higher token was used for a write does not matter: it might have been. */
    private void writes(Steps steps, int node, int child) {
        World world = steps.from();
        boolean accepted = bounds.has(Flaw.WRITE_WITHOUT_LOCK)
                || (place(world, node, child) >= 0 && assignments.holdsSpec(world, node, child));
        boolean stale = world.get(OfSlot.TOKEN, node, child) < world.get(OfChild.LED, child);
        if (world.runs(node, child) && accepted && stale) {
            steps.may("its write is accepted, with an old token", node, child, next -> next.breaks(Rule.STALE_WRITE));
        }
    }

    private static int place(World world, int node, int child) {
        return Queue.placeOf(world, node, child, world.get(OfSlot.TOKEN, node, child));
    }
}

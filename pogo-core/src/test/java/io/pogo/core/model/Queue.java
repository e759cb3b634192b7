package io.pogo.core.model;

import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfSlot;

/** The queue of a child's lock in ZooKeeper: the znodes in the order of their creation. */
final class Queue {
    /** Stands for a znode whose delete is on its way; added to its owner. */
    static final int DOOMED = 4;

    private Queue() {}

    static boolean isFull(World world, int child) {
        return world.queued(child, World.QUEUE - 1) != 0;
    }

    static void append(World world, int node, int child, boolean beginsAgain) {
        int place = 0;
        while (world.queued(child, place) != 0) {
            place++;
        }
        int token =
                beginsAgain ? (place == 0 ? 1 : world.queuedToken(child, place - 1) + 1) : highest(world, child) + 1;
        world.setQueued(child, place, 1 + node, token);
        world.set(OfSlot.TOKEN, node, child, token);
    }

    /** The place of the znode that a child on a node has made, or -1 if it is gone. */
    static int placeOf(World world, int node, int child, int token) {
        for (int place = 0; place < World.QUEUE; place++) {
            int owner = world.queued(child, place);
            if (owner != 0 && owner % DOOMED == 1 + node && world.queuedToken(child, place) == token) {
                return place;
            }
        }
        return -1;
    }

    static void remove(World world, int child, int place) {
        for (int next = place; next + 1 < World.QUEUE; next++) {
            world.setQueued(child, next, world.queued(child, next + 1), world.queuedToken(child, next + 1));
        }
        world.setQueued(child, World.QUEUE - 1, 0, 0);
    }

    /** Its node has asked for its deletion and does not wait for it. */
    static void doom(World world, int node, int child) {
        int place = placeOf(world, node, child, world.get(OfSlot.TOKEN, node, child));
        if (place >= 0) {
            world.setQueued(child, place, 1 + node + DOOMED, world.queuedToken(child, place));
        }
    }

    /** The session of the node has ended. */
    static void removeAllOf(World world, int node, int child) {
        for (int place = World.QUEUE - 1; place >= 0; place--) {
            if (world.queued(child, place) != 0 && world.queued(child, place) % DOOMED == 1 + node) {
                remove(world, child, place);
            }
        }
    }

    private static int highest(World world, int child) {
        int highest = world.get(OfChild.LED, child);
        for (int place = 0; place < World.QUEUE; place++) {
            highest = Math.max(highest, world.queuedToken(child, place));
        }
        for (int node = 0; node < World.NODES; node++) {
            highest = Math.max(highest, world.get(OfSlot.TOKEN, node, child));
            highest = Math.max(highest, world.get(OfSlot.ORPHAN, node, child));
        }
        return highest;
    }
}

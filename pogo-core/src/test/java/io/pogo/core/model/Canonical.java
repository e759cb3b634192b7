package io.pogo.core.model;

import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfSlot;

/**
 * Makes one of states that differ in nothing that matters: renumbers the tokens of each child by their order, and where
 * any plan is possible, so that no node is better than the other, may swap the nodes.
 */
final class Canonical {
    private static final int MOST = 64;

    private final boolean renumbers;
    private final boolean swaps;

    Canonical(Bounds bounds) {
        this.renumbers = !bounds.has(Flaw.TOKEN_BEGINS_AGAIN);
        this.swaps = bounds.anyPlan() && bounds.flaws().isEmpty();
    }

    World apply(World world) {
        for (int child = 0; renumbers && child < world.children(); child++) {
            renumber(world, child);
        }
        return swaps ? world.orSwapped() : world;
    }

    private static void renumber(World world, int child) {
        long used = used(world, child);
        world.set(OfChild.LED, child, rank(used, world.get(OfChild.LED, child)));
        for (int place = 0; place < World.QUEUE; place++) {
            world.setQueued(child, place, world.queued(child, place), rank(used, world.queuedToken(child, place)));
        }
        for (int node = 0; node < World.NODES; node++) {
            world.set(OfSlot.TOKEN, node, child, rank(used, world.get(OfSlot.TOKEN, node, child)));
            world.set(OfSlot.ORPHAN, node, child, rank(used, world.get(OfSlot.ORPHAN, node, child)));
        }
    }

    private static long used(World world, int child) {
        long used = 1L << world.get(OfChild.LED, child);
        for (int place = 0; place < World.QUEUE; place++) {
            used |= 1L << world.queuedToken(child, place);
        }
        for (int node = 0; node < World.NODES; node++) {
            used |= 1L << world.get(OfSlot.TOKEN, node, child);
            used |= 1L << world.get(OfSlot.ORPHAN, node, child);
        }
        return used & -2L;
    }

    private static int rank(long used, int token) {
        return token == 0 ? 0 : Long.bitCount(used << (MOST - 1 - token));
    }
}

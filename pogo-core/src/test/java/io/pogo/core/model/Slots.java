package io.pogo.core.model;

import io.pogo.core.ChildAction;
import io.pogo.core.ChildLifecycle;
import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import io.pogo.core.model.Cell.Lock;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;

/** A child on a node: carries out what the table says, as the node's event loop does. */
final class Slots {
    private final Bounds bounds;
    private final Table table;

    Slots(Bounds bounds, Table table) {
        this.bounds = bounds;
        this.table = table;
    }

    void open(World world, int node, int child, int spec) {
        world.phase(node, child, ChildPhase.WAITING);
        world.lock(node, child, Lock.ASKED);
        world.set(OfSlot.HELD, node, child, spec);
    }

    void signal(World world, int node, int child, ChildSignal signal) {
        ChildLifecycle.Row row = table.next(world.phase(node, child), signal);
        world.phase(node, child, row.to());
        for (ChildAction action : row.actions()) {
            perform(world, node, child, action);
        }
    }

    /** The stay is over: the lock is taken for lost, and releasing it waits for nothing. */
    void abandon(World world, int node, int child) {
        if (world.phase(node, child) == ChildPhase.GONE) {
            return;
        }
        world.set(OfSlot.ABANDONED, node, child, 1);
        Lock lock = world.lock(node, child);
        if (lock == Lock.RECALLED || lock == Lock.RELEASING || lock == Lock.DELETED) {
            released(world, node, child);
        }
        signal(world, node, child, ChildSignal.LOST);
    }

    /** The run has ended. */
    void ended(World world, int node, int child, ChildSignal how) {
        world.set(OfSlot.RUN, node, child, Cell.NO_RUN);
        world.set(OfSlot.EXCUSED, node, child, 0);
        signal(world, node, child, how);
    }

    /** Nothing is left of it, as after the death of the process. */
    void clear(World world, int node, int child) {
        world.phase(node, child, ChildPhase.GONE);
        world.lock(node, child, Lock.NONE);
        for (OfSlot cell : CLEARED) {
            world.set(cell, node, child, 0);
        }
    }

    private void perform(World world, int node, int child, ChildAction action) {
        switch (action) {
            case PREPARE -> signal(world, node, child, ChildSignal.PREPARED);
            case WITHDRAW -> signal(world, node, child, ChildSignal.WITHDRAWN);
            case LAUNCH -> launch(world, node, child);
            case ASK_STOP -> askStop(world, node, child);
            case RELEASE -> release(world, node, child);
            case FORGET -> forget(world, node, child);
            case FINISH -> finish(world, node, child);
            case ANNOUNCE, RECORD_CRASH, RECORD_GIVE_UP, CLEAR_FAILURE, FORGET_CRASHES, HASTEN -> {}
            case ARM_RESTART, REPORT_STUCK -> {}
        }
    }

    private void launch(World world, int node, int child) {
        boolean lease = world.is(OfNode.JOINED, node)
                && !world.is(OfNode.LEASE_OVER, node)
                && !world.is(OfSlot.ABANDONED, node, child);
        if (!lease && !bounds.has(Flaw.LAUNCH_WITHOUT_LEASE)) {
            signal(world, node, child, ChildSignal.LOST);
            return;
        }
        if (world.runs(node, child)) {
            world.breaks(Rule.RUNS_OUT_OF_PHASE);
        }
        world.set(OfSlot.RUN, node, child, Cell.ACTIVE);
    }

    private void askStop(World world, int node, int child) {
        if (world.runs(node, child)) {
            world.set(OfSlot.RUN, node, child, Cell.ASKED_TO_STOP);
        } else {
            signal(world, node, child, ChildSignal.ENDED_AGAIN);
        }
    }

    private void release(World world, int node, int child) {
        if (world.is(OfSlot.ABANDONED, node, child) || bounds.has(Flaw.RELEASED_AT_ONCE)) {
            released(world, node, child);
        } else {
            boolean asked = world.lock(node, child) == Lock.ASKED;
            world.lock(node, child, asked ? Lock.RECALLED : Lock.RELEASING);
        }
    }

    /** Taken for released: what is left of it in ZooKeeper is deleted in the background. */
    private void released(World world, int node, int child) {
        Queue.doom(world, node, child);
        world.lock(node, child, Lock.NONE);
        signal(world, node, child, ChildSignal.RELEASED);
    }

    /** Otherwise the write is a step of its own. */
    private void finish(World world, int node, int child) {
        if (world.is(OfSlot.ABANDONED, node, child)) {
            signal(world, node, child, ChildSignal.LOST);
        }
    }

    private void forget(World world, int node, int child) {
        int orphan = world.runs(node, child) ? world.get(OfSlot.TOKEN, node, child) : 0;
        clear(world, node, child);
        world.set(OfSlot.ORPHAN, node, child, orphan);
    }

    private static final OfSlot[] CLEARED = {
        OfSlot.HELD, OfSlot.TOKEN, OfSlot.RUN, OfSlot.ABANDONED, OfSlot.ENDED, OfSlot.EXCUSED, OfSlot.ORPHAN
    };
}

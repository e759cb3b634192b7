package io.pogo.zk;

import io.pogo.zk.LeaseWorld.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what may happen next in one state of the lease. */
final class LeaseSteps {
    /** One of these, and the state after it. */
    record Step(String name, LeaseWorld world) {}

    private final LeaseWorld from;
    private final LeaseBounds bounds;
    private final List<Step> list = new ArrayList<>();

    LeaseSteps(LeaseWorld from, LeaseBounds bounds) {
        this.from = from;
        this.bounds = bounds;
    }

    LeaseWorld from() {
        return from;
    }

    void may(String name, Consumer<LeaseWorld> change) {
        LeaseWorld next = from.copy();
        change.accept(next);
        forget(next);
        list.add(new Step(name, next));
    }

    List<Step> list() {
        return list;
    }

    /** Makes one of states that differ in nothing that matters. */
    private void forget(LeaseWorld next) {
        forgetServers(next);
        if (!next.is(Cell.STAY, LeaseWorld.HOLDS)) {
            clear(next, Cell.TERM_MONOTONIC, Cell.TERM_WALL, Cell.TERM_UNHEARD, Cell.TERM_TIMEOUT);
        }
        if (next.is(Cell.PROOF, LeaseWorld.NONE)) {
            clear(next, Cell.PROOF_TIMEOUT);
        }
        if (next.is(Cell.STAY, LeaseWorld.ENDED) && next.is(Cell.PROOF, LeaseWorld.NONE)) {
            clear(next, Cell.LAST_MONOTONIC, Cell.LAST_WALL);
        }
        LeaseHistory.forget(next, bounds);
        if (next.isUp() && next.is(Cell.STAY, LeaseWorld.ENDED) && next.is(Cell.GRACE, 0)) {
            clear(next, Cell.SLEPT, Cell.EXCUSED);
        }
        if (!next.is(Cell.LINK, LeaseWorld.FOLLOWER)) {
            clear(next, Cell.HEARD, Cell.REPORT);
        }
        forgetClocks(next);
        if (next.get(Cell.TERM_UNHEARD) <= bounds.shrunk() / 4) {
            next.set(Cell.TERM_UNHEARD, 0);
        }
    }

    /** The clock that has seen more time pass stays the one that has. */
    private void forgetClocks(LeaseWorld next) {
        if (!bounds.setsBack() && !bounds.has(LeaseFlaw.MONOTONIC_CLOCK_ALONE)) {
            next.set(Cell.TERM_MONOTONIC, next.get(Cell.TERM_WALL));
        }
        if (!bounds.setsBack() && !bounds.has(LeaseFlaw.PAUSES_BY_MONOTONIC_CLOCK)) {
            next.set(Cell.LAST_MONOTONIC, next.get(Cell.LAST_WALL));
        }
    }

    /** Of a session that is over no proof is answered any more. */
    private void forgetServers(LeaseWorld next) {
        if (!next.is(Cell.EXPIRY, 0) || bounds.has(LeaseFlaw.PROOF_WITHOUT_QUORUM)) {
            return;
        }
        next.set(Cell.LINK, LeaseWorld.CUT);
        if (!next.is(Cell.PROOF, LeaseWorld.ANSWERED)) {
            next.set(Cell.PROOF, LeaseWorld.NONE);
            clear(next, Cell.LAST_MONOTONIC, Cell.LAST_WALL, Cell.LOST, Cell.BEFORE);
            clear(next, Cell.FIRST_SENT, Cell.FIRST_HEARD, Cell.SECOND_SENT, Cell.SECOND_HEARD);
        }
    }

    private static void clear(LeaseWorld next, Cell... cells) {
        for (Cell cell : cells) {
            next.set(cell, 0);
        }
    }
}

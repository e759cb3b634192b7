package io.pogo.zk;

import java.util.EnumSet;
import java.util.Set;

/**
 * The bounds of an exploration of the lease. Faults that are on may occur any number of times unless counted.
 *
 * @param timeout the session timeout, in steps of the clocks
 * @param shrunk the timeout that a server which comes back grants
 * @param losesGrants whether the answer that grants less may be lost
 * @param report half a tick: how often a follower reports to the leader
 * @param sleeps how often its process may be frozen or its machine suspended in one stay
 * @param setsBack whether the wall clock may be set back once
 * @param deposes whether the leader that the node is connected to is deposed
 * @param flaws which fixes are taken out
 */
record LeaseBounds(
        int timeout,
        int shrunk,
        boolean losesGrants,
        int report,
        int sleeps,
        boolean setsBack,
        boolean deposes,
        Set<LeaseFlaw> flaws) {
    /** No faults but lost connections and followers that die with what they had to report. */
    static LeaseBounds ofTimeout(int timeout, int shrunk, int report) {
        return new LeaseBounds(timeout, shrunk, false, report, 0, false, false, EnumSet.noneOf(LeaseFlaw.class));
    }

    LeaseBounds withLostGrants() {
        return new LeaseBounds(timeout, shrunk, true, report, sleeps, setsBack, deposes, flaws);
    }

    LeaseBounds withSleeps(int most) {
        return new LeaseBounds(timeout, shrunk, losesGrants, report, most, setsBack, deposes, flaws);
    }

    LeaseBounds withSetBack() {
        return new LeaseBounds(timeout, shrunk, losesGrants, report, sleeps, true, deposes, flaws);
    }

    LeaseBounds withDeposedLeaders() {
        return new LeaseBounds(timeout, shrunk, losesGrants, report, sleeps, setsBack, true, flaws);
    }

    LeaseBounds with(LeaseFlaw flaw) {
        return new LeaseBounds(timeout, shrunk, losesGrants, report, sleeps, setsBack, deposes, EnumSet.of(flaw));
    }

    boolean has(LeaseFlaw flaw) {
        return flaws.contains(flaw);
    }
}

package io.pogo.core.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much of the protocol is explored.
 *
 * @param children how many children there are
 * @param anyPlan whether the planner is left out: every node may open a child whose spec exists, and stop it, at any
 *     time
 * @param specs how often the child may be started, with a termination before each start but the first
 * @param losses how many sessions may be cut or nodes killed
 * @param pauses how many pauses there may be
 * @param crashes how many runs may end by themselves
 * @param stucks how many runs may ignore their interrupt
 * @param twins whether the two are supervisors of one process with one node id and one session
 * @param flaws what is planted
 */
record Bounds(
        int children,
        boolean anyPlan,
        int specs,
        int losses,
        int pauses,
        int crashes,
        int stucks,
        boolean twins,
        Set<Flaw> flaws) {
    Bounds(int children, boolean anyPlan, int specs, int losses, int pauses, int crashes, int stucks, Set<Flaw> flaws) {
        this(children, anyPlan, specs, losses, pauses, crashes, stucks, false, flaws);
    }

    /** As often as you like: it is not counted down. */
    static final int UNLIMITED = 100;

    /** Any plan, and any number of faults. */
    static Bounds unlimited(int children) {
        return new Bounds(
                children, true, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, EnumSet.noneOf(Flaw.class));
    }

    Bounds with(Flaw first, Flaw... more) {
        return new Bounds(children, anyPlan, specs, losses, pauses, crashes, stucks, twins, EnumSet.of(first, more));
    }

    Bounds withTwins() {
        return new Bounds(children, anyPlan, specs, losses, pauses, crashes, stucks, true, flaws);
    }

    /**
     * Returns whether the guard takes part, and the loop may be late. Only under any plan, which keeps the states few.
     */
    boolean guards() {
        return anyPlan && !has(Flaw.ENFORCED_BY_THE_LOOP);
    }

    boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }
}

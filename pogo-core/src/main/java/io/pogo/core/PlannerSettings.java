package io.pogo.core;

import java.time.Duration;

/**
 * How the planner goes about its work.
 *
 * @param settleDelay how long it waits for other nodes at a cold start, counted from its election
 * @param rebalanceDelay how long membership must have been quiet before children are moved to even out the load
 * @param maxConcurrentMoves how many children may be moving at a time to even out the load
 * @param failoverNodes on how many nodes a child is tried before it is quarantined (or on all there are, if fewer)
 * @param quarantine the first quarantine; each further one is twice as long
 * @param maxQuarantine the longest quarantine
 * @param maxLockBytes the most bytes that the paths of all locks of one session may have, see ZOOKEEPER-4306
 */
public record PlannerSettings(
        Duration settleDelay,
        Duration rebalanceDelay,
        int maxConcurrentMoves,
        int failoverNodes,
        Duration quarantine,
        Duration maxQuarantine,
        int maxLockBytes) {
    /** The settings of a scope that is given none. */
    public static final PlannerSettings DEFAULTS = new PlannerSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            16,
            3,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            1_000_000);
}

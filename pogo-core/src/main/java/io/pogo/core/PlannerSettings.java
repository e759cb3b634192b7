package io.pogo.core;

import java.time.Duration;

/**
 * The settings of the planner.
 *
 * @param settleDelay the time that it waits for other nodes at a cold start, counted from its election
 * @param rebalanceDelay the time for which membership must have been quiet before children are moved to even out the
 *     load
 * @param maxConcurrentMoves the largest number of children that may be moving at a time to even out the load
 * @param failoverNodes the number of nodes on which a child is tried before it is quarantined (or all nodes, if there
 *     are fewer)
 * @param quarantine the first quarantine; each further one is twice as long
 * @param maxQuarantine the longest quarantine
 * @param maxLockBytes the largest number of bytes that the paths of all locks of one session may have, see
 *     ZOOKEEPER-4306
 */
public record PlannerSettings(
        Duration settleDelay,
        Duration rebalanceDelay,
        int maxConcurrentMoves,
        int failoverNodes,
        Duration quarantine,
        Duration maxQuarantine,
        int maxLockBytes) {
    /** The default settings of a scope. */
    public static final PlannerSettings DEFAULTS = new PlannerSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            16,
            3,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            1_000_000);
}

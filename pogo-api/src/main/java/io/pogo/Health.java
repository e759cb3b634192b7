package io.pogo;

import java.time.Duration;

/**
 * The health of a node, as far as the node itself knows it: suitable for a health endpoint. Nothing is read from
 * ZooKeeper for it, so it may be requested at any rate, also while ZooKeeper cannot be reached.
 *
 * <pre>{@code
 * Health health = supervisor.health();
 * boolean up = health.connected() && health.plannerKnown();
 * }</pre>
 *
 * @param connected true while the node is connected to ZooKeeper
 * @param leaseMargin the time for which this node may continue without another proof that its session is alive; at zero
 *     every child stops. In normal operation it lies between five twelfths and two thirds of the session timeout, and
 *     it is zero while the node is no member
 * @param plannerKnown true if the scope has a planner: this node is connected and is in the planners' queue, whose
 *     first node plans
 * @param wanted the number of children that this node has and must run
 * @param running the number of them that run
 * @param rebalancingPaused true if {@link ScopeClient#pauseRebalancing} is in force, as far as this node knows
 * @param specsLost true if ZooKeeper came back without the specs of this scope, so that it is unknown which children
 *     must run. Reset by a new child or by {@link ScopeClient#acknowledgeLostSpecs}
 * @param local true in local mode: the scope is in the memory of this JVM, so that nothing in it is durable and nothing
 *     is shared with other processes
 */
public record Health(
        boolean connected,
        Duration leaseMargin,
        boolean plannerKnown,
        int wanted,
        int running,
        boolean rebalancingPaused,
        boolean specsLost,
        boolean local) {}

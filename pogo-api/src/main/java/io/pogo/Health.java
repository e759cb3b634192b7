package io.pogo;

import java.time.Duration;

/**
 * How a node stands, as far as it knows itself: fit for a health endpoint. Nothing is read for it, so it may be asked
 * at any rate, also while ZooKeeper is away.
 *
 * <pre>{@code
 * Health health = supervisor.health();
 * boolean up = health.connected() && health.plannerKnown();
 * }</pre>
 *
 * @param connected whether the connection to ZooKeeper is there
 * @param leaseMargin how long this node may go on without another sign of its session; at zero every child stops. It
 *     lies between five twelfths and two thirds of the session timeout while all is well, and is zero while the node is
 *     no member
 * @param plannerKnown whether somebody plans: this node is connected and stands in the planner's queue, the first of
 *     which plans
 * @param wanted how many children this node has and shall run
 * @param running how many of them run
 * @param rebalancingPaused whether {@link ScopeClient#pauseRebalancing} is in force, as this node heard last
 * @param specsLost whether ZooKeeper came back without the specs of this scope, so that nobody knows what has to run.
 *     Reset by a new child or by {@link ScopeClient#acknowledgeLostSpecs}
 */
public record Health(
        boolean connected,
        Duration leaseMargin,
        boolean plannerKnown,
        int wanted,
        int running,
        boolean rebalancingPaused,
        boolean specsLost) {}

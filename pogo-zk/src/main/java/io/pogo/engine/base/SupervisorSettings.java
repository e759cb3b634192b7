package io.pogo.engine.base;

import io.pogo.MemberInfo;
import io.pogo.Ownership;
import io.pogo.Startup;
import io.pogo.StuckAction;
import io.pogo.core.PlannerSettings;
import io.pogo.core.ScopeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * The settings of one supervisor, checked.
 *
 * @param scope the scope
 * @param nodeId this node
 * @param address where this node runs
 * @param startup the behaviour of a start without ZooKeeper
 * @param sessionTimeout what is asked of ZooKeeper
 * @param connectionTimeout how long the start may take to reach ZooKeeper
 * @param requestTimeout how long a request may take
 * @param drainTimeout how long a close may take to give the children away
 * @param ownership what the children's locks are made of
 * @param labels the labels of this node
 * @param capacity the most weight of children that this node takes
 * @param maxChildren the most children that this node takes
 * @param maxConcurrentStarts the most children of this node that are being started at a time
 * @param onStuckAfterLeaseLost what to do about a stuck child without a lock
 * @param childThreads makes the children's threads
 * @param planner what the planner goes by, should this node be it
 * @param scopeLimits how many children the planner lets the scope have, should this node be it
 */
public record SupervisorSettings(
        String scope,
        String nodeId,
        String address,
        Startup startup,
        Duration sessionTimeout,
        Duration connectionTimeout,
        Duration requestTimeout,
        Duration drainTimeout,
        Ownership ownership,
        Map<String, String> labels,
        int capacity,
        int maxChildren,
        int maxConcurrentStarts,
        StuckAction onStuckAfterLeaseLost,
        ThreadFactory childThreads,
        PlannerSettings planner,
        ScopeLimits scopeLimits) {

    /** This node as a member, with the child types that it offers. */
    public MemberInfo member(Set<String> types) {
        return new MemberInfo(
                nodeId,
                address,
                types,
                labels,
                capacity,
                maxChildren,
                false,
                Set.of(),
                false,
                PogoVersion.read().orElse(null),
                null);
    }

    /** Begins each log line. */
    public String logPrefix() {
        return LogPrefix.of(scope, nodeId);
    }
}

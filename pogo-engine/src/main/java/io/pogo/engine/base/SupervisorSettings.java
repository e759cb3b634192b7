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
 * The settings of one supervisor, after validation.
 *
 * @param scope the scope
 * @param nodeId the id of this node
 * @param address the address of this node
 * @param startup the behaviour of a start without ZooKeeper
 * @param sessionTimeout the session timeout that is requested from ZooKeeper
 * @param connectionTimeout the time within which the start must reach ZooKeeper
 * @param requestTimeout the time limit of a request
 * @param drainTimeout the time within which a close gives the children away
 * @param ownership the kind of the children's locks
 * @param labels the labels of this node
 * @param capacity the greatest total weight of children that this node takes
 * @param maxChildren the greatest number of children that this node takes
 * @param maxConcurrentStarts the greatest number of children that this node starts at a time
 * @param onStuckAfterLeaseLost the action for a stuck child without a lock
 * @param childThreads the factory of the children's threads
 * @param planner the settings of the planner, for when this node is the planner
 * @param scopeLimits the limits on the number of children in the scope, for when this node is the planner
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

    /** Returns this node as a member, with the child types that it offers. */
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

    /** Returns the beginning of each log line: the scope and the node. */
    public String logPrefix() {
        return LogPrefix.of(scope, nodeId);
    }
}

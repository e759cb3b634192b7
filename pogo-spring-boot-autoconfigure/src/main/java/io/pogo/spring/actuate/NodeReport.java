package io.pogo.spring.actuate;

import io.pogo.ChildInfo;
import io.pogo.DistributedSupervisor;
import io.pogo.Health;
import io.pogo.View;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A summary of the node for health and info. Answered from memory, at once. */
final class NodeReport {
    private NodeReport() {}

    /** Returns true if the node is a member of its scope, is connected, and has a lease. */
    static boolean isJoined(Health health) {
        return health.connected()
                && health.plannerKnown()
                && health.leaseMargin().compareTo(Duration.ZERO) > 0;
    }

    /** Returns the details of the node's health. */
    static Map<String, Object> details(DistributedSupervisor supervisor, Health health) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("scope", supervisor.scope());
        details.put("node", supervisor.nodeId());
        details.put("connected", health.connected());
        details.put("plannerKnown", health.plannerKnown());
        details.put("leaseMarginMillis", health.leaseMargin().toMillis());
        details.put("rebalancingPaused", health.rebalancingPaused());
        details.put("specsLost", health.specsLost());
        details.put("local", health.local());
        details.put("wanted", health.wanted());
        details.put("running", health.running());
        details.put("children", states(supervisor));
        return details;
    }

    /** Returns the number of this node's children in each state that occurs. */
    static Map<String, Integer> states(DistributedSupervisor supervisor) {
        Map<String, Integer> states = new TreeMap<>();
        for (ChildInfo child : supervisor.whichChildren(View.LOCAL)) {
            states.merge(child.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        return states;
    }
}

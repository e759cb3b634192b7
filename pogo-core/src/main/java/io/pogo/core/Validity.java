package io.pogo.core;

import io.pogo.core.NodeView.Status;
import java.util.Map;
import java.util.Optional;

/** Whether an assignment may stay. */
final class Validity {
    private final Map<String, NodeView> nodes;
    private final long now;

    Validity(Map<String, NodeView> nodes, long now) {
        this.nodes = nodes;
        this.now = now;
    }

    boolean isValid(Assignment assignment, WantedChild child, Optional<Failure> failure) {
        NodeView node = nodes.get(assignment.nodeId());
        return node != null
                && node.session() == assignment.session()
                && node.status() != Status.DRAINING
                && assignment.czxid() == child.czxid()
                && child.desired() == Desired.RUNNING
                && (!child.readable() || (offers(node, child) && !isRuledOut(node, failure)));
    }

    /** Whether it was given to a session that is gone. */
    static boolean isOfDeadNode(Assignment assignment, Map<String, NodeView> nodes) {
        NodeView node = nodes.get(assignment.nodeId());
        return node == null || node.session() != assignment.session();
    }

    /** What an unreadable node offers is not known, so it is taken to be what it was. */
    private static boolean offers(NodeView node, WantedChild child) {
        return node.status() == Status.UNREADABLE || Fit.ofOffer(node.offer(), child) == Fit.POSSIBLE;
    }

    private boolean isRuledOut(NodeView node, Optional<Failure> failure) {
        return failure.filter(f -> f.rest().lasts(now) || f.failedOn().contains(node.id()))
                .isPresent();
    }
}

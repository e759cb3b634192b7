package io.pogo.core;

import io.pogo.core.NodeView.Status;
import java.util.Map;
import java.util.Optional;

/** Decides whether an assignment may stay. */
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

    /** Returns whether the assignment is to a session that is gone. */
    static boolean isOfDeadNode(Assignment assignment, Map<String, NodeView> nodes) {
        NodeView node = nodes.get(assignment.nodeId());
        return node == null || node.session() != assignment.session();
    }

    /**
     * Returns whether a node offers what a child needs. The offer of an unreadable node is not known, so it is assumed
     * to be unchanged.
     */
    private static boolean offers(NodeView node, WantedChild child) {
        return node.status() == Status.UNREADABLE || Obstacle.ofOffer(node.offer(), child) == Obstacle.POSSIBLE;
    }

    private boolean isRuledOut(NodeView node, Optional<Failure> failure) {
        return failure.filter(f -> f.rest().lasts(now) || f.failedOn().contains(node.id()))
                .isPresent();
    }
}

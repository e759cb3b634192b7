package io.pogo.core;

import io.pogo.core.NodeView.Status;
import java.util.Map;

/** The fit of a node for a child: possible, or the first obstacle. The planner and the explanations both use it. */
enum Obstacle {
    /** The node may take the child. */
    POSSIBLE,
    /** The node gives its children away. */
    DRAINING,
    /** The node's offer is not known. */
    UNREADABLE,
    /** The child was moved to another node by a user. */
    PINNED_ELSEWHERE,
    /** The node does not offer the child's type. */
    TYPE,
    /** The node is of a version that cannot read the spec. */
    FORMAT,
    /** The node has not all labels that the child requires. */
    LABELS,
    /** The child crashed too often on the node. */
    GAVE_UP,
    /** The node has its largest number of children. */
    COUNT,
    /** The node does not have enough capacity left for the child's weight. */
    WEIGHT,
    /** The node's session holds as many bytes of locks as it can. */
    LOCK_BYTES;

    /** Returns the fit of a node for the child, without regard to the room that the node has left. */
    static Obstacle of(NodeView node, ChildAssessment c) {
        if (c.isPinnedElsewhere(node.id())) {
            return PINNED_ELSEWHERE;
        }
        Obstacle offered = ofOffer(node, c.child());
        return offered == POSSIBLE && c.failedOn(node.id()) ? GAVE_UP : offered;
    }

    /** Returns the fit of the node's status and offer for the child. */
    static Obstacle ofOffer(NodeView node, WantedChild child) {
        if (node.status() != Status.ACTIVE) {
            return node.status() == Status.DRAINING ? DRAINING : UNREADABLE;
        }
        return ofOffer(node.offer(), child);
    }

    static Obstacle ofOffer(Offer offer, WantedChild child) {
        if (!offer.types().contains(child.type())) {
            return TYPE;
        }
        if (offer.format() < child.placement().format()) {
            return FORMAT;
        }
        return hasLabels(offer.labels(), child.placement().requiredLabels()) ? POSSIBLE : LABELS;
    }

    /** Returns the fit of the room that the node has left for the child, which is not counted there yet. */
    static Obstacle ofRoom(NodeLoad load, WantedChild child) {
        if (load.count() >= load.node().maxChildren()) {
            return COUNT;
        }
        if (load.weight() + child.placement().weight() > load.node().capacity()) {
            return WEIGHT;
        }
        return load.hasBytesFor(child.lockBytes()) ? POSSIBLE : LOCK_BYTES;
    }

    private static boolean hasLabels(Map<String, String> has, Map<String, String> required) {
        for (Map.Entry<String, String> label : required.entrySet()) {
            if (!label.getValue().equals(has.get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }
}

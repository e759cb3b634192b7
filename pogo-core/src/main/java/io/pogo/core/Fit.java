package io.pogo.core;

import io.pogo.core.NodeView.Status;
import java.util.Map;

/**
 * Whether a node may take a child, and if not, what is the first thing against it. The planner and explanations both go
 * by it.
 */
enum Fit {
    /** Nothing is against it. */
    POSSIBLE,
    /** The node gives its children away. */
    DRAINING,
    /** What the node offers is not known. */
    UNREADABLE,
    /** Somebody moved the child to another node. */
    PINNED_ELSEWHERE,
    /** The node does not offer the child's type. */
    TYPE,
    /** The node is of a version that cannot read the spec. */
    FORMAT,
    /** The node has not all labels that the child requires. */
    LABELS,
    /** The child crashed too often there. */
    GAVE_UP,
    /** The node has as many children as it takes. */
    COUNT,
    /** The node has not enough capacity left for the child's weight. */
    WEIGHT,
    /** The node's session holds as many bytes of locks as it can. */
    LOCK_BYTES;

    /** Whether the node is right for the child, be it full or not. */
    static Fit of(NodeView node, Case c) {
        if (c.isPinnedElsewhere(node.id())) {
            return PINNED_ELSEWHERE;
        }
        Fit offered = ofOffer(node, c.child());
        return offered == POSSIBLE && c.failedOn(node.id()) ? GAVE_UP : offered;
    }

    /** Whether what the node offers is what the child needs. */
    static Fit ofOffer(NodeView node, WantedChild child) {
        if (node.status() != Status.ACTIVE) {
            return node.status() == Status.DRAINING ? DRAINING : UNREADABLE;
        }
        return ofOffer(node.offer(), child);
    }

    static Fit ofOffer(Offer offer, WantedChild child) {
        if (!offer.types().contains(child.type())) {
            return TYPE;
        }
        if (offer.format() < child.placement().format()) {
            return FORMAT;
        }
        return hasLabels(offer.labels(), child.placement().requiredLabels()) ? POSSIBLE : LABELS;
    }

    /** Whether there is room for the child, which is not counted there yet. */
    static Fit ofRoom(NodeLoad load, WantedChild child) {
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

package io.pogo.core;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import org.jspecify.annotations.Nullable;

/**
 * The number of optional moves that nodes take in one plan: few while a node is not trusted yet, none while it is
 * suspect.
 */
final class MoveQuota {
    private final Trust trust;
    private final Multiset<Site> used = HashMultiset.create();

    MoveQuota(Trust trust) {
        this.trust = trust;
    }

    boolean allows(ChildAssessment c, NodeView to) {
        return hasLeft(c.child().type(), to) && !hasFailed(c, to);
    }

    boolean hasFailed(ChildAssessment c, NodeView on) {
        return trust.hasFailed(c.id(), on);
    }

    /**
     * Returns the first child of a kind that may be moved to the node, or null. A child that has failed there does not
     * keep the others of its kind from the node.
     */
    @Nullable
    ChildAssessment firstAllowed(ChildAssessment first, Kinds kinds, NodeView to, Effort effort) {
        if (!hasLeft(first.child().type(), to)) {
            return null;
        }
        if (!hasFailed(first, to)) {
            return first;
        }
        for (ChildAssessment c : kinds.like(first)) {
            effort.spend(1);
            if (!hasFailed(c, to)) {
                return c;
            }
        }
        return null;
    }

    private boolean hasLeft(String type, NodeView to) {
        int left = trust.movesLeft(to, type);
        return left == Integer.MAX_VALUE || used.count(Site.of(to, type)) < left;
    }

    /** Counts a move of a child to a node, and returns whether the move is a trial. */
    boolean use(ChildAssessment c, NodeView to) {
        boolean trial = trust.isTrial(to, c.child().type());
        if (trial) {
            used.add(Site.of(to, c.child().type()));
        }
        return trial;
    }

    boolean isSuspect(NodeView node, String type) {
        return trust.isSuspect(node, type);
    }
}

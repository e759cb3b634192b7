package io.pogo.core;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;

/**
 * The number of optional moves that nodes take in one plan: few while they are not trusted yet, none where they are
 * suspect.
 */
final class MoveQuota {
    private final Trust trust;
    private final Multiset<Site> used = HashMultiset.create();

    MoveQuota(Trust trust) {
        this.trust = trust;
    }

    boolean allows(Case c, NodeView to) {
        String type = c.child().type();
        int left = trust.movesLeft(to, type);
        return (left == Integer.MAX_VALUE || used.count(Site.of(to, type)) < left) && !trust.hasFailed(c.id(), to);
    }

    /** A child is moved there; says whether it is a trial. */
    boolean use(Case c, NodeView to) {
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

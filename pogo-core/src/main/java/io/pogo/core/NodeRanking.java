package io.pogo.core;

import org.jspecify.annotations.Nullable;

/**
 * The choice of the better of two nodes for a child: the node with fewer others of its spread group, then with fewer of
 * the group in its zone, then the node that would be less full, then the node with fewer children of its type; a hash
 * breaks ties.
 */
final class NodeRanking {
    /** The criteria that two nodes are compared by, in their order. */
    enum By {
        SPREAD,
        LOAD,
        TYPE,
        HASH
    }

    private static final By[] ORDER = By.values();
    private static final By[] ORDER_WITHOUT_GROUP = {By.LOAD, By.TYPE, By.HASH};

    private final Loads loads;
    private final WantedChild child;
    private final @Nullable NodeView at;
    private final long hash;
    private final boolean isOfGroup;

    /** Creates the choice for a child that is counted at {@code at}, or nowhere if that is null. */
    NodeRanking(Loads loads, WantedChild child, @Nullable NodeView at) {
        this.loads = loads;
        this.child = child;
        this.at = at;
        this.hash = Rendezvous.hash(child.id());
        this.isOfGroup = child.placement().spreadGroup().isPresent();
    }

    /** Returns the best of the nodes that have room and have not given the child up, other than {@code at}, or null. */
    @Nullable
    NodeLoad best(ChildAssessment c, Iterable<NodeLoad> nodes) {
        NodeLoad best = null;
        for (NodeLoad load : nodes) {
            // Most nodes are fuller than the best one so far, which takes no more than a comparison to see.
            if (best != null && !isOfGroup && compare(load, best, By.LOAD) > 0) {
                continue;
            }
            if ((at == null || !load.id().equals(at.id()))
                    && !c.failedOn(load.id())
                    && Obstacle.ofRoom(load, child) == Obstacle.POSSIBLE
                    && (best == null || wins(load, best))) {
                best = load;
            }
        }
        return best;
    }

    boolean wins(NodeLoad challenger, NodeLoad best) {
        for (By by : isOfGroup ? ORDER : ORDER_WITHOUT_GROUP) {
            int order = compare(challenger, best, by);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** Compares two nodes by one criterion; negative if the first is better. */
    int compare(NodeLoad a, NodeLoad b, By by) {
        return switch (by) {
            case SPREAD -> Long.compare(others(a), others(b));
            case LOAD -> NodeLoad.compareAfterTaking(a, b, child.placement().weight());
            case TYPE -> NodeLoad.compareTypeAfterTaking(a, b, child.type());
            case HASH -> Long.compare(Rendezvous.score(hash, b.hash()), Rendezvous.score(hash, a.hash()));
        };
    }

    long others(NodeLoad load) {
        return loads.spread().others(child, load.node(), at);
    }
}

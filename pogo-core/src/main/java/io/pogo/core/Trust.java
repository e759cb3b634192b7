package io.pogo.core;

import java.util.Set;

/** The trust in nodes for optional moves: children that need not go there. */
interface Trust {
    /** Returns whether children of a type fail on a node that run well elsewhere. */
    boolean isSuspect(NodeView node, String type);

    /** Returns the number of children of a type that may be moved to a node now to even out the load. */
    int movesLeft(NodeView node, String type);

    /** Returns whether a move to a node is a trial: the child is given up there with its first crash. */
    boolean isTrial(NodeView node, String type);

    /** Returns whether this child has failed on the node before, and is not moved there again to even out the load. */
    boolean hasFailed(String childId, NodeView node);

    /** Returns a trust in all nodes except those that are known to be suspect. */
    static Trust but(Set<Suspect> suspects) {
        return new Trust() {
            @Override
            public boolean isSuspect(NodeView node, String type) {
                return !suspects.isEmpty() && suspects.stream().anyMatch(s -> s.concerns(node, type));
            }

            @Override
            public int movesLeft(NodeView node, String type) {
                return isSuspect(node, type) ? 0 : Integer.MAX_VALUE;
            }

            @Override
            public boolean isTrial(NodeView node, String type) {
                return false;
            }

            @Override
            public boolean hasFailed(String childId, NodeView node) {
                return false;
            }
        };
    }
}

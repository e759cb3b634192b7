package io.pogo;

/**
 * What a child's lock is made of. All nodes of a scope use the same; the first one writes it into the scope's layout,
 * and a node that was told otherwise is refused. Both give the same guarantees and the same kind of fencing token.
 */
public enum Ownership {
    /**
     * A Curator {@code LeaderLatch} for each child: a recipe that users know and can inspect with what they have. Takes
     * a few requests and about a millisecond for each child. The default.
     */
    LEADER_LATCH,

    /**
     * A <em>claim</em> for each child: one ephemeral znode that its node creates, many in one transaction, which also
     * checks that the child is still assigned to that node. Much cheaper where a node has thousands of children, and as
     * many have to start elsewhere when it dies.
     */
    CLAIM
}

package io.pogo;

/**
 * The kind of lock that a child is owned with. All nodes of a scope use the same kind; the first node writes it into
 * the scope's layout, and a node with the other setting is refused. Both kinds give the same guarantees and the same
 * kind of fencing token.
 */
public enum Ownership {
    /**
     * A Curator {@code LeaderLatch} for each child: a recipe that users know and can inspect with existing tools. Takes
     * a few requests and about a millisecond for each child. The default.
     */
    LEADER_LATCH,

    /**
     * A <em>claim</em> for each child: one ephemeral znode that its node creates, many in one transaction, which also
     * checks that the child is still assigned to that node. Much cheaper if a node has thousands of children, all of
     * which have to start elsewhere when it dies.
     */
    CLAIM
}

package io.pogo;

/** The reason why a child is run now, see {@link ChildContext#startReason()}. */
public enum StartReason {
    /**
     * The child is new and ran nowhere before. A node that the child was assigned to, and that lost it before it could
     * run it, counts as a node that ran it.
     */
    FIRST_START,

    /**
     * The child ran before, and no other node has it: it ended on this node, its only node was drained and came back,
     * the application was closed and started again, the child's pause after failures is over, it was updated or
     * resumed, or {@link ScopeClient#restartChild} was called.
     */
    RESTART,

    /**
     * The planner moved the child here from a living node: to even out the load, because that node is leaving, or
     * because the child failed there.
     */
    MOVED,

    /** The node that had the child before is gone. */
    TAKEOVER
}

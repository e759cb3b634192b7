package io.pogo;

/** Why a child is being run now, as {@link ChildContext#startReason()} tells it. */
public enum StartReason {
    /**
     * It was asked for and ran nowhere before. A node that was given it, and lost it before it could run it, counts as
     * one that ran it.
     */
    FIRST_START,

    /**
     * It ran before, and no other node has it: it ended on this node, its only node was drained and came back, the
     * application was closed and started again, it rested after failures, or it was updated, resumed, or
     * {@link ScopeClient#restartChild} was called.
     */
    RESTART,

    /**
     * The planner moved it here from a living node: to even out the load, because that node is leaving, or because it
     * failed there.
     */
    MOVED,

    /** The node that had it before is gone. */
    TAKEOVER
}

package io.pogo;

/** Why a child is being run now, as {@link ChildContext#startReason()} tells it. */
public enum StartReason {
    /** It was asked for and ran nowhere before. */
    FIRST_START,

    /** It ran on this node already and ended, or it was updated, resumed, or {@link ScopeClient#restartChild} was called. */
    RESTART,

    /** The planner moved it here from a living node: to even out the load, because that node is leaving, or because it failed there. */
    MOVED,

    /** The node that had it before is gone. */
    TAKEOVER
}

package io.pogo;

/** Where a child stands, as a listing shows it. */
public enum ChildState {
    /** Wanted, but no node has it; {@link ChildInfo#reason()} says why. */
    PENDING,

    /** A node has it and waits for its lock or is starting it. */
    STARTING,

    /**
     * A node holds its lock and runs it. In a global listing: a node holds its lock; {@link ChildInfo#reason()} is not
     * null if the child has crashed and has not been up for its whole period since.
     */
    RUNNING,

    /**
     * The child crashed, or ended although it is permanent, and starts again, on the same node, after a pause. A global
     * listing shows it for pauses of half a second and more, which begin with the fourth crash within the period;
     * {@link ChildInfo#reason()} has the count and the last error.
     */
    RESTARTING,

    /** It was asked to stop and has not ended yet. */
    STOPPING,

    /**
     * The child was asked to stop and did not end within its shutdown time. Its lock is kept, so that it runs nowhere
     * else. {@link ChildInfo#reason()} says since when, what that blocks, and whether the lock is lost all the same.
     * Every listing shows it, at most 100 of a node.
     */
    STUCK,

    /** It failed on several nodes and is tried again later; {@link ChildInfo#reason()} holds the error and the time. */
    FAILED,

    /**
     * {@link ScopeClient#pauseChild} has stopped it; it holds no lock and waits for {@link ScopeClient#resumeChild}.
     */
    PAUSED,

    /**
     * Its work is done, and its spec is kept because it asks for that; {@link ScopeClient#restartChild} runs it again.
     */
    COMPLETED
}

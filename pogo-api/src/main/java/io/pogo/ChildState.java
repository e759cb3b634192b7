package io.pogo;

/** The state of a child, as a listing shows it. */
public enum ChildState {
    /** The child is to run, but no node has it; {@link ChildInfo#reason()} says why. */
    PENDING,

    /** A node has the child and waits for its lock or is starting it. */
    STARTING,

    /**
     * A node holds the child's lock and runs it. In a global listing: a node holds the child's lock;
     * {@link ChildInfo#reason()} is not null if the child has crashed and has not been up for its whole restart period
     * since.
     */
    RUNNING,

    /**
     * The child crashed, or ended although it is permanent, and starts again, on the same node, after a pause. A global
     * listing shows it for pauses of half a second and more, which begin with the fourth crash within the period;
     * {@link ChildInfo#reason()} has the count and the last error.
     */
    RESTARTING,

    /** The child was asked to stop and has not ended yet. */
    STOPPING,

    /**
     * The child was asked to stop and did not end within its shutdown time. Its lock is kept, so that it runs nowhere
     * else. {@link ChildInfo#reason()} says since when, what that blocks, and whether the lock is lost all the same.
     * Every listing shows stuck children, at most 100 of a node.
     */
    STUCK,

    /**
     * The child failed on several nodes and is tried again later; {@link ChildInfo#reason()} has the error and the
     * time.
     */
    FAILED,

    /**
     * {@link ScopeClient#pauseChild} has stopped it; it holds no lock and waits for {@link ScopeClient#resumeChild}.
     */
    PAUSED,

    /**
     * The child's work is done, and its spec is kept because it asks for that; {@link ScopeClient#restartChild} runs
     * the child again.
     */
    COMPLETED
}

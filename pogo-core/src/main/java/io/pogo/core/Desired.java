package io.pogo.core;

/** The desired state of a child. */
public enum Desired {
    /** The child must run. */
    RUNNING,
    /** The child must not run for now; its spec is kept. */
    PAUSED,
    /** The child's work is done; its spec is kept so that it is not run again. */
    COMPLETED
}

package io.pogo.core;

/** What is wanted of a child. */
public enum Desired {
    /** It shall run. */
    RUNNING,
    /** It shall not run for now; its spec is kept. */
    PAUSED,
    /** Its work is done; its spec is kept so that it is not run again. */
    COMPLETED
}

package io.pogo;

/**
 * The outcome of a request to start a child. In both cases the spec is stored and the child will run until it is
 * terminated.
 */
public enum StartOutcome {
    /** The spec was stored by this request. */
    ACCEPTED,

    /** An equal spec was stored before; nothing was changed. */
    ALREADY_PRESENT
}

package io.pogo;

/** The behaviour of a node that is started while ZooKeeper is not available. */
public enum Startup {
    /** The start fails when the connection timeout is over, and leaves nothing behind. */
    FAIL,

    /**
     * The start returns at once. The node joins as soon as it can, without a time limit: it also waits while the scope
     * has the layout of another version or while its node id is in use. Until then {@link Health#connected} and
     * {@link Health#plannerKnown} show that it is not ready, the log says what it waits for, and requests fail with
     * {@link UnavailableException}.
     */
    WAIT
}

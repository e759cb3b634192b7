package io.pogo;

/** The behaviour of a node that is started while ZooKeeper is not available. */
public enum Startup {
    /** The start fails when the connection timeout is over, and nothing is left behind. */
    FAIL,

    /**
     * The start returns at once. The node joins as soon as it can, be it after hours: it also waits for a scope that is
     * laid out for another version or a node id that is in use. Until then {@link Health#connected} and
     * {@link Health#plannerKnown} say that it is not ready, the log says what it waits for, and requests fail with
     * {@link UnavailableException}.
     */
    WAIT
}

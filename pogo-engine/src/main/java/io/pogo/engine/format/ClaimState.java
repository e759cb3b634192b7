package io.pogo.engine.format;

/** The state of the claim of a {@code ClaimLock}, as far as this node knows it. */
public enum ClaimState {
    /** No claim, and none requested. */
    NONE,
    /** The claim is requested. */
    ASKED,
    /** The claim was requested, and its existence is unknown until the connection is back. */
    UNSURE,
    /** Another node's claim exists; this node watches for its end. */
    WAITING,
    /**
     * The assignment for which the claim was requested is gone or was written again; the node will be notified of the
     * change.
     */
    STALE,
    /** The claim exists and is this node's. */
    HELD,
    /** The claim is being deleted. */
    DELETING
}

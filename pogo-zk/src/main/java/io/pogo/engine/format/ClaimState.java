package io.pogo.engine.format;

/** What a {@code ClaimLock} knows of its claim. */
public enum ClaimState {
    /** There is none, and none is asked for. */
    NONE,
    /** It is asked for. */
    ASKED,
    /** It was asked for; whether it is there will be known when the connection is back. */
    UNSURE,
    /** There is somebody else's; its end is watched for. */
    WAITING,
    /** The assignment that it was asked for is gone or was written again; the node will hear which. */
    STALE,
    /** It is there. */
    HELD,
    /** It is being deleted. */
    DELETING
}

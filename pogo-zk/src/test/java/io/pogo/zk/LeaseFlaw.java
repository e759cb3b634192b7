package io.pogo.zk;

/** A fix that is taken out of the lease, or a limit that is passed, to see whether {@link LeaseModel} finds it. */
enum LeaseFlaw {
    /** A proof is a request that a deposed leader answers, as a sync. */
    PROOF_WITHOUT_QUORUM,
    /** The term begins when the answer arrives, not when the proof was sent. */
    TERM_FROM_THE_ANSWER,
    /** When the leader last heard of the session is not looked at. */
    HISTORY_IGNORED,
    /** Only the pause right before the proof is looked at. */
    LAST_PAUSE_ALONE,
    /** Requests are taken to arrive when they are sent. */
    PAUSES_BETWEEN_SENDINGS,
    /** Pauses between requests are measured by the monotonic clock alone. */
    PAUSES_BY_MONOTONIC_CLOCK,
    /** The leader is taken to have heard of a connection as late as the proof that follows it was sent. */
    CONNECTED_WHEN_PROVEN,
    /** The lease runs by the monotonic clock alone, which stands still in a suspended machine. */
    MONOTONIC_CLOCK_ALONE,
    /** The lease runs by the wall clock alone, which may be set back. */
    WALL_CLOCK_ALONE,
    /** The lease uses the timeout that was negotiated at the beginning. */
    TIMEOUT_OF_THE_BEGINNING,
    /** The lease uses the timeout that was negotiated when the proof was sent. */
    TIMEOUT_OF_THE_PROOF,
    /** The end of the lease is enforced by the event loop, which may be blocked, and not by the guard. */
    ENFORCED_BY_THE_LOOP,
    /** A child that is asked to stop is given the time until the whole timeout is over. */
    GRACE_OF_THE_WHOLE_TIMEOUT,
    /** A limit: the machine is suspended and shows it on neither clock. */
    SUSPENSION_ON_NO_CLOCK,
    /** A limit: a stay begins when the leader has not heard of the session for more than a third of the timeout. */
    STAY_BEGINS_UNHEARD
}

package io.pogo.core.model;

/** A fault that a test plants in the protocol, to see whether the model finds it. */
enum Flaw {
    /** The lock is released when the child is asked to stop, not when it has stopped. */
    RELEASE_BEFORE_STOP,
    /** The lease may outlast the session. */
    LEASE_OUTLASTS_SESSION,
    /** A child may take longer to stop than the session lives after the lease. */
    SHUTDOWN_OUTLASTS_SESSION,
    /** A run is launched without a look at the lease. */
    LAUNCH_WITHOUT_LEASE,
    /** The end of the lease stops nothing; the node goes on with its next session. */
    REJOIN_WITHOUT_STOPPING,
    /** Only the event loop, which may be blocked, ends what runs when the lease is over; there is no guard. */
    ENFORCED_BY_THE_LOOP,
    /** A lock is known by its session alone, which another supervisor may share, and not by its owner's incarnation. */
    LOCK_OF_ANY_TWIN,
    /** A place in the queue of members is known by its session alone: two supervisors with one node id are let in. */
    PLACE_OF_ANY_TWIN,
    /** A fenced write does not check the znode of the lock. */
    WRITE_WITHOUT_LOCK,
    /** The token is the number in the queue, which begins again when the queue was empty. */
    TOKEN_BEGINS_AGAIN,
    /** A child that has been asked to stop once too slowly is taken for stopped: its lock is released. */
    RELEASE_STUCK,
    /** A lock whose release was asked for is taken for released at once. */
    RELEASED_AT_ONCE,
    /** A node takes an assignment that was made to an earlier session of it. */
    ASSIGNMENT_OF_ANY_SESSION,
    /** A node does not compare the spec that it runs with the one that it is assigned. */
    SPEC_NOT_COMPARED,
    /** A planner writes without looking whether it is the planner. */
    PLAN_WITHOUT_GUARD
}

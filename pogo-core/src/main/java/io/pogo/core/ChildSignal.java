package io.pogo.core;

/** The signals that reach a child that is assigned to this node. */
public enum ChildSignal {
    /** The lock is granted. */
    GRANTED,
    /** The lock, or the session that holds it, is lost. */
    LOST,
    /** The child may be run. */
    PREPARED,
    /** The child must not be run: it is temporary and was started before. */
    REFUSED,
    /** The mark that the child was started is taken back; it has not run. */
    WITHDRAWN,
    /** The run is under way. */
    RUNS,
    /** The child has run for a whole restart period without a crash. */
    STEADY,
    /** The run has ended, and the child is to be run again. */
    ENDED_AGAIN,
    /** The run has ended, and the child's work is done. */
    ENDED_DONE,
    /** The run has ended in a crash, which exceeds the restart intensity. */
    ENDED_TOO_OFTEN,
    /** The pause before the restart is over. */
    DUE,
    /** The child is no longer to run on this node. */
    STOP,
    /** The child is to be stopped and started again. */
    AFRESH,
    /** The shutdown time is over. */
    OVERDUE,
    /** The spec is removed or marked as completed, or was gone already, or requests another run. */
    FINISHED,
    /** The lock is released. */
    RELEASED
}

package io.pogo.core;

/** What can happen to a child that is assigned to this node. */
public enum ChildSignal {
    /** The lock is ours. */
    GRANTED,
    /** The lock, or the session that holds it, is lost. */
    LOST,
    /** It may be run. */
    PREPARED,
    /** It must not be run: a temporary child that was started before. */
    REFUSED,
    /** Its run is under way. */
    RUNS,
    /** It has run for a whole restart period without a crash. */
    STEADY,
    /** Its run has ended and it is to be run again. */
    ENDED_AGAIN,
    /** Its run has ended and its work is done. */
    ENDED_DONE,
    /** Its run has ended in a crash, once too often. */
    ENDED_TOO_OFTEN,
    /** The pause before its restart is over. */
    DUE,
    /** It shall not run here any more. */
    STOP,
    /** It shall be run afresh. */
    AFRESH,
    /** Its shutdown time is over. */
    OVERDUE,
    /** Its spec is removed or marked as completed, or was gone or asked for another run. */
    FINISHED,
    /** Its lock is released. */
    RELEASED
}

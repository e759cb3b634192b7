package io.pogo.core;

/** What the shell does when a child goes from one phase to the next. */
public enum ChildAction {
    /**
     * Find out whether it may run; a temporary child is marked as started. Answered by PREPARED, REFUSED, STOP or LOST.
     */
    PREPARE,
    /** Run it. Answered by RUNS, then by one of the ENDED signals. */
    LAUNCH,
    /** Tell listeners that it runs, and see whether it stays up for a whole period. */
    ANNOUNCE,
    /** Write the crash into its failure record. */
    RECORD_CRASH,
    /** Write into its failure record that this node gives it up. */
    RECORD_GIVE_UP,
    /** Remove its failure record. */
    CLEAR_FAILURE,
    /** Forget the crashes that were counted. */
    FORGET_CRASHES,
    /** Wait for the back-off, then signal DUE. */
    ARM_RESTART,
    /** Ask it to stop, and signal OVERDUE if it has not within its shutdown time. */
    ASK_STOP,
    /** It is stopping, and its lock is lost: signal OVERDUE no later than when another node may start it. */
    HASTEN,
    /** Report that it does not stop. */
    REPORT_STUCK,
    /** Its work is done: remove its spec, or mark it as completed. Answered by FINISHED or LOST. */
    FINISH,
    /** Release its lock. Answered by RELEASED. */
    RELEASE,
    /** Forget it, and see whether it is assigned again. */
    FORGET
}

package io.pogo.core;

/**
 * The actions of the shell when a child goes from one phase to the next. The signals that answer an action are named
 * with it.
 */
public enum ChildAction {
    /**
     * Checks whether the child may run; a temporary child is marked as started. Answered by PREPARED, REFUSED, STOP or
     * LOST.
     */
    PREPARE,
    /**
     * Takes back that a temporary child is marked as started, since it has not run and is to run elsewhere. Answered by
     * WITHDRAWN or LOST.
     */
    WITHDRAW,
    /** Runs the child. Answered by RUNS, then by one of the ENDED signals. */
    LAUNCH,
    /** Notifies listeners that the child runs, and watches whether it stays up for a whole restart period. */
    ANNOUNCE,
    /** Writes the crash into the child's failure record. */
    RECORD_CRASH,
    /** Writes into the child's failure record that this node gives the child up. */
    RECORD_GIVE_UP,
    /** Removes the child's failure record. */
    CLEAR_FAILURE,
    /** Forgets the crashes that were counted. */
    FORGET_CRASHES,
    /** Waits for the back-off, then signals DUE. */
    ARM_RESTART,
    /** Asks the child to stop, and signals OVERDUE if it has not stopped within its shutdown time. */
    ASK_STOP,
    /**
     * Shortens the wait for a child that is stopping and whose lock is lost: signals OVERDUE no later than the time
     * when another node may start it.
     */
    HASTEN,
    /** Reports that the child does not stop. */
    REPORT_STUCK,
    /** Removes the spec of a child whose work is done, or marks it as completed. Answered by FINISHED or LOST. */
    FINISH,
    /** Releases the child's lock. Answered by RELEASED. */
    RELEASE,
    /** Forgets the child, and checks whether it is assigned again. */
    FORGET
}

package io.pogo.core.sets;

/** The state of a stored set. */
public enum SetState {
    /** The children are as the latest declaration says. */
    COMPLETE,
    /** The latest declaration is being carried out, or was cut short. */
    DECLARING,
    /** The withdrawal is being carried out, or was cut short. */
    WITHDRAWING
}

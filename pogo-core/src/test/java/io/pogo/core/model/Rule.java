package io.pogo.core.model;

/** What must never happen. */
enum Rule {
    /** Two nodes run one child, and neither was paused, nor its child stuck, when its session ended. */
    TWO_RUN,
    /** A run is launched, or goes on, where the table says that nothing may run. */
    RUNS_OUT_OF_PHASE,
    /** The znode of a run's lock is gone, or not the first, though the session lives. */
    RUNS_WITHOUT_LOCK,
    /** A fenced write was accepted after a higher token had been given to a leader, who may have written. */
    STALE_WRITE,
    /** A leader's token is not higher than those of all earlier leaders. */
    TOKEN_DOES_NOT_RISE
}

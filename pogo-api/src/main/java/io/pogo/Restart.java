package io.pogo;

/**
 * The restart type of a child: the kinds of exit after which it is run again. The names and their meaning are those of
 * an OTP supervisor.
 */
public enum Restart {
    /** Always restarted: after a crash and after a normal return. The default. */
    PERMANENT,

    /**
     * Restarted only after a crash. A normal return means that the work is done: the spec is removed and the child is
     * not run again. A return after the child was asked to stop does not mean that: if the child is still to run, it
     * runs again elsewhere.
     */
    TRANSIENT,

    /**
     * Never restarted, not even after its node died: at most one run. The spec is removed when the run has ended,
     * normally or not.
     */
    TEMPORARY
}

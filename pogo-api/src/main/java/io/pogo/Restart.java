package io.pogo;

/** When a child that has ended is run again; the words and their meaning are those of an OTP supervisor. */
public enum Restart {
    /** Always: after a crash and after a normal return. The default. */
    PERMANENT,

    /**
     * After a crash only. A normal return means that the work is done: the spec is removed and the child is not run
     * again. A return after the child was asked to stop does not mean that: if it is still wanted, it runs again
     * elsewhere.
     */
    TRANSIENT,

    /**
     * Never, not even after its node died: at most one run. The spec is removed when the run has ended, however it
     * ended.
     */
    TEMPORARY
}

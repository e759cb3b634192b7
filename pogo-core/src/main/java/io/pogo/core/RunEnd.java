package io.pogo.core;

import io.pogo.Restart;

/** The consequence of the end of a run for its child: OTP's restart types as a function. */
public final class RunEnd {
    private RunEnd() {}

    /**
     * Returns the signal that follows from the end of a run.
     *
     * @param restart the child's restart type
     * @param crashed true if the run ended in an exception
     * @param tooOften true if the restart intensity is exceeded with this end
     * @return an ENDED signal
     */
    public static ChildSignal of(Restart restart, boolean crashed, boolean tooOften) {
        return switch (restart) {
            case TEMPORARY -> ChildSignal.ENDED_DONE;
            case TRANSIENT -> crashed ? again(tooOften) : ChildSignal.ENDED_DONE;
            case PERMANENT -> again(tooOften);
        };
    }

    private static ChildSignal again(boolean tooOften) {
        return tooOften ? ChildSignal.ENDED_TOO_OFTEN : ChildSignal.ENDED_AGAIN;
    }
}

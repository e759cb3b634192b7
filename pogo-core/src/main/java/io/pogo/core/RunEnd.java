package io.pogo.core;

import io.pogo.Restart;

/** What the end of a run means for a child: OTP's restart types as a function. */
public final class RunEnd {
    private RunEnd() {}

    /**
     * Decides what follows.
     *
     * @param restart the child's restart type
     * @param crashed whether the run ended in an exception
     * @param tooOften whether the restart intensity is exceeded with this end
     * @return one of the ENDED signals
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

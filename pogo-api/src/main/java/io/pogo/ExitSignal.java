package io.pogo;

/**
 * How a {@link StartStopChild} tells, from any thread, that it has ended by itself. The first call counts, later ones
 * and calls after a stop are ignored.
 */
public interface ExitSignal {
    /** It has done its work: a normal exit. */
    void completed();

    /**
     * It has failed: a crash.
     *
     * @param cause the failure, shown as the child's last error
     */
    void crashed(Throwable cause);
}

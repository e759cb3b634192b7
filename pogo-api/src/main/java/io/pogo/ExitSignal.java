package io.pogo;

/**
 * The signal of a {@link StartStopChild}, from any thread, that it has ended by itself. The first call counts; later
 * calls and calls after a stop are ignored.
 */
public interface ExitSignal {
    /** Reports that the child has done its work: a normal exit. */
    void completed();

    /**
     * Reports that the child has failed: a crash.
     *
     * @param cause the failure, shown as the child's last error
     */
    void crashed(Throwable cause);
}

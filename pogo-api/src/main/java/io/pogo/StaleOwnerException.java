package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The child has another owner by now, or was terminated: the write of its former owner was refused and nothing has
 * changed. Do not retry; the run is about to be stopped.
 */
public final class StaleOwnerException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public StaleOwnerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

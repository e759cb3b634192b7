package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The child has another owner by now, or was terminated: what its former owner wanted to write was refused and nothing
 * has changed. Do not retry; the run is about to be stopped.
 */
public final class StaleOwnerException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param cause why, or null
     */
    public StaleOwnerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The supervisor is closed or closing. The request was not carried out; use another supervisor of the scope.
 */
public final class SupervisorClosedException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public SupervisorClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

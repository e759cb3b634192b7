package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The base class of all exceptions that Pogo throws on purpose. Each subclass documents the resulting state and what
 * may be retried.
 */
public class PogoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the event and the state that it leaves behind
     */
    public PogoException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the event and the state that it leaves behind
     * @param cause the cause, or null
     */
    public PogoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

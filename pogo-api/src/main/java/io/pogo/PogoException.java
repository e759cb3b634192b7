package io.pogo;

import org.jspecify.annotations.Nullable;

/** The base of all that Pogo throws on purpose. Each subclass says what is now true and what may be retried. */
public class PogoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened, what is now true
     */
    public PogoException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what happened, what is now true
     * @param cause why, or null
     */
    public PogoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

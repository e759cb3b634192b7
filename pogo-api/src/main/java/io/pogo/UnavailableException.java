package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper cannot be reached, so the request was not carried out: nothing has changed. The same request may be
 * retried.
 */
public final class UnavailableException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

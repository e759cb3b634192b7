package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper cannot be reached, so the request was not carried out: nothing has changed. It may be retried as it is.
 */
public final class UnavailableException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param cause why, or null
     */
    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * A supervisor could not be closed wholly: a child ignored its interrupt and is still running. Everything else is
 * closed. The ZooKeeper session is kept until that child ends, so that no other node starts it, or until the process
 * ends.
 */
public final class CloseException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param cause why, or null
     */
    public CloseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

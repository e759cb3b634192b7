package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * A supervisor could not be closed completely: a child ignored its interrupt and is still running. Everything else is
 * closed. The ZooKeeper session is kept until that child ends, so that no other node starts it, or until the process
 * ends.
 */
public final class CloseException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public CloseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * Another living process is a member of the scope under the same node id. This process has not joined; the other is not
 * affected. Start again with another id, or after the other process has ended and its session has expired.
 */
public final class NodeIdInUseException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public NodeIdInUseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

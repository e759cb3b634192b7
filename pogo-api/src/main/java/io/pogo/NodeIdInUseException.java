package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * Another living process is a member of the scope under the same node id. This one has not joined, the other is
 * unharmed. Start again with another id, or when the other process has ended and its session has expired.
 */
public final class NodeIdInUseException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param cause why, or null
     */
    public NodeIdInUseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

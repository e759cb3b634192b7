package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The scope's znodes have a layout of a Pogo version that this version does not support, or are not Pogo's at all.
 * The scope is unchanged; do not retry with this version.
 */
public final class LayoutException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public LayoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

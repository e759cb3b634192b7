package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The scope's znodes are laid out by a version of Pogo that this one does not understand, or are not Pogo's at all.
 * Nothing was changed; do not retry with this version.
 */
public final class LayoutException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param cause why, or null
     */
    public LayoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

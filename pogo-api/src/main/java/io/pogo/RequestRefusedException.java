package io.pogo;

/**
 * What was asked cannot be done with that child, or that scope, as it stands; the message says why. Nothing has
 * changed.
 */
public final class RequestRefusedException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which child, what was asked, and why not
     */
    public RequestRefusedException(String message) {
        super(message);
    }
}

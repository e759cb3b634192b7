package io.pogo;

/**
 * A request cannot be carried out in the present state of the child or the scope; the message says why. Nothing has
 * changed.
 */
public final class RequestRefusedException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the child, the request, and the reason for the refusal
     */
    public RequestRefusedException(String message) {
        super(message);
    }
}

package io.pogo;

/** The scope has no member with that id: it never joined, or is gone. Nothing has changed. */
public final class NodeNotFoundException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the request, the member that was not found, and the members that there are
     */
    public NodeNotFoundException(String message) {
        super(message);
    }
}

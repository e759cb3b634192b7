package io.pogo;

/** The scope has no member with that id: it never joined, or is gone. Nothing has changed. */
public final class NodeNotFoundException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was asked, which member was not found, and which there are
     */
    public NodeNotFoundException(String message) {
        super(message);
    }
}

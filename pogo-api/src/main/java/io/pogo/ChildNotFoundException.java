package io.pogo;

/** The scope has no child with that id: it was never started, was terminated, or has completed. Nothing has changed. */
public final class ChildNotFoundException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param scope the scope
     * @param childId the id that was not found
     */
    public ChildNotFoundException(String scope, String childId) {
        super("scope " + scope + " has no child \"" + childId + "\"");
    }
}

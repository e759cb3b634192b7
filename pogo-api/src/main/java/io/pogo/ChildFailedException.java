package io.pogo;

/**
 * A child that was waited for has failed on several nodes. It keeps its spec and is tried again later, or at once after
 * {@link ScopeClient#restartChild}.
 */
public final class ChildFailedException extends PogoException {
    private static final long serialVersionUID = 1L;
    private final transient ChildInfo child;

    /**
     * Creates the exception.
     *
     * @param child the failed child, with its last error as reason
     */
    public ChildFailedException(ChildInfo child) {
        super("child " + child);
        this.child = child;
    }

    /**
     * Returns the child as it was when it failed.
     *
     * @return the child, with its last error as reason
     */
    public ChildInfo child() {
        return child;
    }
}

package io.pogo;

/**
 * The scope does not exist in ZooKeeper: no node has ever joined it. Nothing was created; check the name and the
 * connect string.
 */
public final class ScopeNotFoundException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the scope that was looked for, and where
     */
    public ScopeNotFoundException(String message) {
        super(message);
    }
}

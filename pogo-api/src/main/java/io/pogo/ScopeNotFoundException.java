package io.pogo;

/**
 * There is no such scope in ZooKeeper: no node has ever joined it. Nothing was created; check the name and the connect
 * string.
 */
public final class ScopeNotFoundException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which scope was looked for, and where
     */
    public ScopeNotFoundException(String message) {
        super(message);
    }
}

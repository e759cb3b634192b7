package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The connection to ZooKeeper broke while a request was under way, and the outcome could not be determined before the
 * request timed out, or at all. The request may have been carried out or not. A listing shows the present state, and
 * every request of {@link ScopeClient} may be repeated safely, except one: a start of a child that ends by itself
 * ({@link Restart#TRANSIENT}, {@link Restart#TEMPORARY}) may have been carried out and the child may have ended and
 * been removed, so that a second start does its work again.
 */
public final class IndeterminateException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the failure and the state that it leaves behind
     * @param cause the cause, or null
     */
    public IndeterminateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

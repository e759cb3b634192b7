package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The connection to ZooKeeper broke while a request was under way, and whether it was carried out could not be found
 * out before the request timed out, or could not be found out at all. It may have been, or not. A listing tells how
 * things stand, and every request of {@link ScopeClient} may be repeated safely, except one: a start of a child that
 * ends by itself ({@link Restart#TRANSIENT}, {@link Restart#TEMPORARY}) may have been carried out and the child be done
 * and gone, so that asking again does its work again.
 */
public final class IndeterminateException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened
     * @param cause why, or null
     */
    public IndeterminateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

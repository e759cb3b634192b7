package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The connection to ZooKeeper broke while a request was under way, and whether it was carried out could not be found out before
 * the request timed out. It may have been, or not. Every request of {@link ScopeClient} may be repeated safely; a
 * listing tells how things stand.
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

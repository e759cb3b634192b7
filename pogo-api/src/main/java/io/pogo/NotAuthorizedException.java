package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper refused a request for lack of permission: the credentials are missing or wrong, or the ACL of the znode
 * that the message names does not allow the request. Nothing was changed. Retry only after the credentials or the ACL
 * have been corrected.
 */
public final class NotAuthorizedException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the request that was refused; never a secret
     * @param cause the cause, or null
     */
    public NotAuthorizedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

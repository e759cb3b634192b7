package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper refused a request because of who asked: the credentials are missing or wrong, or the ACL of the znode that
 * the message names does not allow it. Nothing was changed. It is of no use to retry before the credentials or the ACL
 * were mended.
 */
public final class NotAuthorizedException extends PogoException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was refused; never a secret
     * @param cause why, or null
     */
    public NotAuthorizedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

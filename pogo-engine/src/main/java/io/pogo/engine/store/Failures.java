package io.pogo.engine.store;

import io.pogo.NotAuthorizedException;
import io.pogo.PogoException;
import io.pogo.RequestRefusedException;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Words;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The classification of failed requests to ZooKeeper: refusals, losses and unclear answers. */
public final class Failures {
    /**
     * The delay before a request that ZooKeeper refused (no permission, or a quota that is used up) is made again.
     * ZooKeeper sends no notification when an ACL or a quota is corrected.
     */
    public static final Duration UNTIL_MENDED = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /**
     * Logs the failure of a request that no caller waits for, unless it is a loss; the next comparison does what the
     * request left undone.
     */
    public static void logUnattended(String logPrefix, String what, CompletableFuture<?> request) {
        Futures.whenDone(request, (result, failure) -> {
            if (failure != null && !isLoss(failure)) {
                log.warn("{} {} failed", logPrefix, what, Futures.cause(failure));
            }
        });
    }

    /** Returns the reason why a request failed; OTHER if the failure did not come from the store. */
    public static Refusal refusal(Throwable failure) {
        return Futures.cause(failure) instanceof StoreFailure store ? store.refusal() : Refusal.OTHER;
    }

    /** Returns whether the store refused the request because of the client's identity, an ACL or a quota. */
    public static boolean isRefusal(Throwable failure) {
        return switch (refusal(failure)) {
            case DENIED, UNKNOWN_IDENTITY, BAD_ACCESS_LIST, QUOTA -> true;
            default -> false;
        };
    }

    /** Returns a failure as the exception that is thrown to the user; not for a loss. */
    public static PogoException told(String what, Throwable failure) {
        Throwable cause = Futures.cause(failure);
        if (cause instanceof PogoException told) {
            return told;
        }
        if (!isRefusal(cause)) {
            return new PogoException(what + " failed: " + Words.of(cause), cause);
        }
        if (refusal(cause) == Refusal.QUOTA) {
            return new RequestRefusedException(
                    what + " was refused by ZooKeeper: the quota of the scope is used up; " + Words.of(cause));
        }
        return new NotAuthorizedException(
                what + " was refused by ZooKeeper: " + Words.of(cause)
                        + (refusal(cause) == Refusal.DENIED
                                ? "; the identity of this client may not do that"
                                : "; this client has no identity there, its credentials are missing or not accepted"),
                cause);
    }

    /**
     * Returns whether the outcome of the request is unknown: the connection or the session was lost while the request
     * was under way, or the answer was unclear. The request must be made again when the connection is back; after an
     * unclear answer, soon.
     */
    public static boolean isLoss(Throwable failure) {
        Refusal refusal = refusal(failure);
        return isUnclear(failure) || refusal == Refusal.LOST || refusal == Refusal.ENDED;
    }

    public static boolean isUnclear(Throwable failure) {
        return Futures.cause(failure) instanceof UnclearAnswer;
    }
}

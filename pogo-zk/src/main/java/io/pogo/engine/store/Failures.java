package io.pogo.engine.store;

import io.pogo.NotAuthorizedException;
import io.pogo.PogoException;
import io.pogo.RequestRefusedException;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Words;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
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

    /** Returns the code of a failed request; SYSTEMERROR if the failure did not come from ZooKeeper. */
    public static Code code(Throwable failure) {
        Throwable cause = Futures.cause(failure);
        if (cause instanceof KeeperException keeper) {
            return keeper.code();
        }
        return cause instanceof TransactionFailure transaction ? transaction.code() : Code.SYSTEMERROR;
    }

    /** Returns whether ZooKeeper refused the request because of the client's identity, an ACL or a quota. */
    public static boolean isRefusal(Throwable failure) {
        return switch (code(failure)) {
            case NOAUTH, AUTHFAILED, INVALIDACL, QUOTAEXCEEDED -> true;
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
        if (code(cause) == Code.QUOTAEXCEEDED) {
            return new RequestRefusedException(
                    what + " was refused by ZooKeeper: the quota of the scope is used up; " + Words.of(cause));
        }
        return new NotAuthorizedException(
                what + " was refused by ZooKeeper: " + Words.of(cause)
                        + (code(cause) == Code.NOAUTH
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
        return isUnclear(failure) || isLoss(code(failure));
    }

    public static boolean isUnclear(Throwable failure) {
        return Futures.cause(failure) instanceof UnclearAnswer;
    }

    private static boolean isLoss(Code code) {
        return switch (code) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, SESSIONMOVED -> true;
            default -> false;
        };
    }
}

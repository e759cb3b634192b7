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

/** What a failed request to ZooKeeper means. */
public final class Failures {
    /**
     * What ZooKeeper refused for want of permission, or of room, is tried again after so long: nobody tells when an ACL
     * is mended.
     */
    public static final Duration UNTIL_MENDED = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Logs the failure of a request that nothing waits for: what it leaves undone is done at the next comparison. */
    public static void logUnattended(String logPrefix, String what, CompletableFuture<?> request) {
        Futures.whenDone(request, (result, failure) -> {
            if (failure != null && !isLoss(failure)) {
                log.warn("{} {} failed", logPrefix, what, Futures.cause(failure));
            }
        });
    }

    /** The code of a failed request; SYSTEMERROR if it did not come from ZooKeeper. */
    public static Code code(Throwable failure) {
        Throwable cause = Futures.cause(failure);
        if (cause instanceof KeeperException keeper) {
            return keeper.code();
        }
        return cause instanceof TransactionFailure transaction ? transaction.code() : Code.SYSTEMERROR;
    }

    /** Whether ZooKeeper refused because of who asked, or of how much there is already. */
    public static boolean isRefusal(Throwable failure) {
        return switch (code(failure)) {
            case NOAUTH, AUTHFAILED, INVALIDACL, QUOTAEXCEEDED -> true;
            default -> false;
        };
    }

    /** A failure as the user is told of it; not for a loss. */
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
     * Whether it cannot be told if the request was carried out: the connection or the session went while it was under
     * way, or the answer was unclear. It is to be made again when the connection is back; after an unclear answer that
     * is soon.
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

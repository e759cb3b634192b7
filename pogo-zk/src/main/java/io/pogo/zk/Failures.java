package io.pogo.zk;

import java.util.concurrent.CompletionException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/** What a failed request to ZooKeeper means. */
final class Failures {
    private Failures() {}

    /** The failure behind the wrappers that futures put around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The code of a failed request; SYSTEMERROR if it did not come from ZooKeeper. */
    static Code code(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof KeeperException keeper) {
            return keeper.code();
        }
        return cause instanceof TransactionFailure transaction ? transaction.code() : Code.SYSTEMERROR;
    }

    /** Whether it cannot be told if the request was carried out: the connection or the session went while it was under way. */
    static boolean isLoss(Throwable failure) {
        return switch (code(failure)) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, SESSIONMOVED -> true;
            default -> false;
        };
    }
}

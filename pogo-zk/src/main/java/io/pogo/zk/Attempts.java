package io.pogo.zk;

import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Makes a request until its outcome is known: one that was cut short by a lost connection is made again when the connection is
 * back, and told so, because it may have been carried out.
 */
final class Attempts {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String MISSING =
            ": a folder of the scope was deleted by somebody, and no node of the scope was there to make it again";

    /** A server that throttles requests is given time, and so is a planner that makes folders again which somebody has deleted. */
    private static final Duration PAUSE_WHEN_UNCLEAR = Duration.ofMillis(250);

    private final EventLoop loop;
    private final Connection connection;
    private final RequestLine line;
    private final Duration timeout;
    private volatile boolean closed;

    Attempts(EventLoop loop, Connection connection, Duration timeout) {
        this.loop = loop;
        this.connection = connection;
        this.line = new RequestLine(loop, connection);
        this.timeout = timeout;
    }

    /** One attempt at a request. */
    @FunctionalInterface
    interface Attempt<T> {
        /**
         * Makes the attempt.
         *
         * @param session where to
         * @param repeated whether an earlier attempt was cut short, and may have been carried out
         */
        CompletableFuture<T> on(ZkSession session, boolean repeated);
    }

    <T> CompletableFuture<T> run(String what, Attempt<T> attempt) {
        return run(what, attempt, false);
    }

    /**
     * Makes a request.
     *
     * @param repeated whether it was made before, in another way, was cut short and may have been carried out
     */
    <T> CompletableFuture<T> run(String what, Attempt<T> attempt, boolean repeated) {
        if (isClosed()) {
            return CompletableFuture.failedFuture(Connection.closedException());
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        return next(what, attempt, repeated, deadline);
    }

    private <T> CompletableFuture<T> next(String what, Attempt<T> attempt, boolean repeated, long deadline) {
        return connection
                .session()
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        repeated && isNotCarriedOut(Failures.cause(failure))
                                ? indeterminate(what, Failures.cause(failure))
                                : Failures.cause(failure)))
                .thenCompose(session -> line.run(() -> inTime(what, deadline, () -> attempt.on(session, repeated)))
                        .exceptionallyCompose(failure -> retry(what, attempt, repeated, deadline, failure)));
    }

    /** Returns whether a request that is made now fails, as the supervisor or client is closed or closes. */
    boolean isClosed() {
        return closed || connection.isClosed();
    }

    /** Takes no more requests; what is under way goes on to its end, what waits in line is not begun. */
    void close() {
        closed = true;
        line.clear();
    }

    /** What has waited in line for too long is not begun any more. */
    private <T> CompletableFuture<T> inTime(String what, long deadline, Supplier<CompletableFuture<T>> attempt) {
        return System.nanoTime() - deadline > 0
                ? CompletableFuture.failedFuture(new UnavailableException(
                        what + " did not get its turn within " + timeout.toMillis()
                                + " ms: this node has too many requests under way",
                        null))
                : attempt.get();
    }

    private <T> CompletableFuture<T> retry(
            String what, Attempt<T> attempt, boolean repeated, long deadline, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        boolean loss = Failures.isLoss(cause);
        if (repeated && isNotCarriedOut(cause)) {
            return CompletableFuture.failedFuture(indeterminate(what, cause));
        }
        boolean vanished = Failures.code(cause) == Code.NONODE;
        if (cause instanceof PogoException || !(loss || vanished || cause instanceof LostRace)) {
            return CompletableFuture.failedFuture(Failures.told(what, cause));
        }
        if (System.nanoTime() - deadline > 0) {
            return CompletableFuture.failedFuture(
                    loss || repeated
                            ? indeterminate(what, cause)
                            : new UnavailableException(
                                    what + " did not succeed within " + timeout.toMillis() + " ms"
                                            + (vanished ? MISSING : ""),
                                    cause));
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        connection.endWithClose(later, indeterminate(what, cause));
        loop.after(
                pause(cause, loss),
                () -> Futures.whenDone(next(what, attempt, repeated || loss, deadline), (result, error) -> {
                    if (error == null) {
                        later.complete(result);
                    } else {
                        later.completeExceptionally(Failures.cause(error));
                    }
                }));
        return later;
    }

    private static Duration pause(Throwable cause, boolean loss) {
        if (Failures.isUnclear(cause) || Failures.code(cause) == Code.NONODE) {
            return PAUSE_WHEN_UNCLEAR;
        }
        return loss ? PAUSE : Duration.ZERO;
    }

    /** Ends with the supervisor at the latest. */
    void endWithClose(CompletableFuture<?> future) {
        connection.endWithClose(future, Connection.closedException());
    }

    /** Of a repeated attempt that is not to say of the first one. */
    private static boolean isNotCarriedOut(Throwable cause) {
        return cause instanceof UnavailableException || cause instanceof SupervisorClosedException;
    }

    private static IndeterminateException indeterminate(String what, Throwable cause) {
        return new IndeterminateException(
                "the connection was lost, and it could not be told whether " + what + " was carried out", cause);
    }

    /** Somebody else wrote first: look again. */
    static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostRace() {
            super("somebody else wrote first", null, false, false);
        }
    }
}

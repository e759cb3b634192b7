package io.pogo.engine.access;

import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Makes a request until its outcome is known: one that was cut short by a lost connection is made again when the
 * connection is back, and told so, because it may have been carried out.
 */
public final class Attempts {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String MISSING =
            ": a folder of the scope was deleted by somebody, and no node of the scope was there to make it again";

    /**
     * A server that throttles requests is given time, and so is a planner that makes folders again which somebody has
     * deleted.
     */
    private static final Duration PAUSE_WHEN_UNCLEAR = Duration.ofMillis(250);

    private final EventLoop loop;
    private final Connection connection;
    private final RequestLine line;
    private final Duration timeout;
    private volatile boolean closed;

    public Attempts(EventLoop loop, Connection connection, Duration timeout) {
        this.loop = loop;
        this.connection = connection;
        this.line = new RequestLine(loop, connection);
        this.timeout = timeout;
    }

    /** One attempt at a request. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Makes the attempt.
         *
         * @param session where to
         * @param repeated whether an earlier attempt was cut short, and may have been carried out
         */
        CompletableFuture<T> on(ZkSession session, boolean repeated);
    }

    public <T> CompletableFuture<T> run(String what, Attempt<T> attempt) {
        return run(what, attempt, false);
    }

    /**
     * Makes a request.
     *
     * @param repeated whether it was made before, in another way, was cut short and may have been carried out
     */
    public <T> CompletableFuture<T> run(String what, Attempt<T> attempt, boolean repeated) {
        if (isClosed()) {
            return CompletableFuture.failedFuture(Connection.closedException());
        }
        Request<T> request = new Request<>(what, attempt, System.nanoTime() + timeout.toNanos());
        request.tryOnce(repeated);
        return request.outcome;
    }

    /** Returns whether a request that is made now fails, as the supervisor or client is closed or closes. */
    public boolean isClosed() {
        return closed || connection.isClosed();
    }

    /** Takes no more requests; what is under way goes on to its end, what waits in line is not begun. */
    public void close() {
        closed = true;
        line.clear();
    }

    private static Duration pause(Throwable cause, boolean loss) {
        if (Failures.isUnclear(cause) || Failures.code(cause) == Code.NONODE) {
            return PAUSE_WHEN_UNCLEAR;
        }
        return loss ? PAUSE : Duration.ZERO;
    }

    /** Ends with the supervisor at the latest. */
    public void endWithClose(CompletableFuture<?> future) {
        connection.endWithClose(future, Connection::closedException);
    }

    /** Of a repeated attempt that is not to say of the first one. */
    private static boolean isNotCarriedOut(Throwable cause) {
        return cause instanceof UnavailableException || cause instanceof SupervisorClosedException;
    }

    private static IndeterminateException indeterminate(String what, Throwable cause) {
        return new IndeterminateException(
                "the connection was lost, and it could not be told whether " + what + " was carried out", cause);
    }

    /** One request, with one outcome: an attempt that has failed is over, and does not wait for the next one. */
    private final class Request<T> {
        private final String what;
        private final Attempt<T> attempt;
        private final long deadline;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private boolean endsWithClose;

        Request(String what, Attempt<T> attempt, long deadline) {
            this.what = what;
            this.attempt = attempt;
            this.deadline = deadline;
        }

        void tryOnce(boolean repeated) {
            Futures.whenDone(
                    connection.session(),
                    (session, failure) -> guarded(() -> {
                        if (session == null) {
                            hasNoSession(repeated, Futures.cause(Objects.requireNonNull(failure)));
                        } else {
                            tryOnce(session, repeated);
                        }
                    }));
        }

        private void tryOnce(ZkSession session, boolean repeated) {
            Futures.whenDone(
                    line.run(() -> inTime(() -> attempt.on(session, repeated))),
                    (result, failure) -> guarded(() -> {
                        if (failure == null) {
                            outcome.complete(result);
                        } else {
                            hasFailed(repeated, Futures.cause(failure));
                        }
                    }));
        }

        /** Runs a step, and fails the outcome if the step throws. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }

        /** Begins the attempt, unless the request has waited in line for too long. */
        private CompletableFuture<T> inTime(Supplier<CompletableFuture<T>> begin) {
            return isLate()
                    ? CompletableFuture.failedFuture(new UnavailableException(
                            what + " did not get its turn within " + timeout.toMillis()
                                    + " ms: this node has too many requests under way",
                            null))
                    : begin.get();
        }

        private boolean isLate() {
            return System.nanoTime() - deadline > 0;
        }

        private void hasNoSession(boolean repeated, Throwable cause) {
            outcome.completeExceptionally(repeated && isNotCarriedOut(cause) ? indeterminate(what, cause) : cause);
        }

        private void hasFailed(boolean repeated, Throwable cause) {
            boolean loss = Failures.isLoss(cause);
            boolean vanished = Failures.code(cause) == Code.NONODE;
            if (repeated && isNotCarriedOut(cause)) {
                outcome.completeExceptionally(indeterminate(what, cause));
            } else if (cause instanceof PogoException || !(loss || vanished || cause instanceof LostRace)) {
                outcome.completeExceptionally(Failures.told(what, cause));
            } else if (isLate()) {
                outcome.completeExceptionally(
                        loss || repeated
                                ? indeterminate(what, cause)
                                : new UnavailableException(
                                        what + " did not succeed within " + timeout.toMillis() + " ms"
                                                + (vanished ? MISSING : ""),
                                        cause));
            } else {
                tryLater(repeated || loss, pause(cause, loss), cause);
            }
        }

        private void tryLater(boolean repeated, Duration pause, Throwable cause) {
            if (!endsWithClose) {
                endsWithClose = true;
                connection.endWithClose(outcome, () -> indeterminate(what, cause));
            }
            loop.after(pause, () -> guarded(() -> tryOnce(repeated)));
        }
    }

    /** Somebody else wrote first: look again. */
    public static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LostRace() {
            super("somebody else wrote first", null, false, false);
        }
    }
}

package io.pogo.engine.access;

import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The attempts at a request, made until its outcome is known. An attempt that was cut short by a lost connection is
 * repeated when the connection is back; the repeated attempt is marked as such, because the first one may have been
 * carried out.
 */
public final class Attempts {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String MISSING =
            ": a folder of the scope was deleted by somebody, and no node of the scope was there to make it again";

    /**
     * The pause after an unclear answer, which gives a server that throttles requests time to recover, and after a
     * missing folder, which gives the planner time to create the deleted folder again.
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

    /** The operation that makes one attempt at a request. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Makes the attempt.
         *
         * @param session the session to use
         * @param repeated whether an earlier attempt was cut short, and may have been carried out
         */
        CompletableFuture<T> on(Session session, boolean repeated);
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

    /** Returns whether a request that is made now fails, because the supervisor or client is closed or closing. */
    public boolean isClosed() {
        return closed || connection.isClosed();
    }

    /** Accepts no more requests. Requests under way continue to their end; requests that wait in line are not begun. */
    public void close() {
        closed = true;
        line.clear();
    }

    private static Duration pause(Throwable cause, boolean loss) {
        if (Failures.isUnclear(cause) || Failures.refusal(cause) == Refusal.MISSING) {
            return PAUSE_WHEN_UNCLEAR;
        }
        return loss ? PAUSE : Duration.ZERO;
    }

    /** Ends a future with the supervisor at the latest. */
    public void endWithClose(CompletableFuture<?> future) {
        connection.endWithClose(future, Connection::closedException);
    }

    /**
     * Returns whether a failure means that this attempt was not carried out; for a repeated attempt that leaves the
     * outcome of the first one unknown.
     */
    private static boolean isNotCarriedOut(Throwable cause) {
        return cause instanceof UnavailableException || cause instanceof SupervisorClosedException;
    }

    private static IndeterminateException indeterminate(String what, Throwable cause) {
        return new IndeterminateException(
                "the connection was lost, and it could not be told whether " + what + " was carried out", cause);
    }

    /** A request with one outcome. A failed attempt leaves the line, and does not wait there for the next attempt. */
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

        private void tryOnce(Session session, boolean repeated) {
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
            boolean vanished = Failures.refusal(cause) == Refusal.MISSING;
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

    /**
     * The failure of an attempt before which another client wrote first: the attempt must be made again with current
     * data.
     */
    public static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LostRace() {
            super("somebody else wrote first", null, false, false);
        }
    }
}

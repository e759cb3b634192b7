package io.pogo.engine.access;

import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The line of requests, of which a bounded number is under way at a time; the others, up to a limit, wait in memory. A
 * session answers requests in the order in which they were made, and the node's own requests use the same session:
 * behind a flood of users' requests the lease's proofs would come too late, and every child of the node would stop. May
 * be used on any thread.
 */
final class RequestLine {
    /**
     * The greatest number of requests under way: enough to keep ZooKeeper busy, and few enough to be answered within a
     * fraction of any lease.
     */
    static final int UNDER_WAY = 100;

    /**
     * The greatest number of waiting requests, of a few hundred bytes each. A caller that has more requests should wait
     * for answers first.
     */
    static final int MOST_WAITING = 50_000;

    private final EventLoop loop;
    private final Connection connection;
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int free = UNDER_WAY;

    RequestLine(EventLoop loop, Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /**
     * Makes a request when its turn has come: at once if a place is free, else on the loop. A request whose turn has
     * not come when the supervisor closes is not begun, and fails as closed; a request that was begun ends normally.
     */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> request) {
        return turn().thenCompose(come -> begin(request).whenComplete((result, failure) -> leave()));
    }

    /** Fails the requests that wait now. */
    void clear() {
        List<CompletableFuture<Void>> cleared;
        synchronized (this) {
            cleared = List.copyOf(waiting);
            waiting.clear();
        }
        cleared.forEach(turn -> turn.completeExceptionally(Connection.closedException()));
    }

    private CompletableFuture<Void> turn() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (free > 0) {
                free--;
                return CompletableFuture.completedFuture(null);
            }
            if (waiting.size() == MOST_WAITING) {
                return CompletableFuture.failedFuture(new UnavailableException(
                        "there are " + MOST_WAITING
                                + " requests waiting for their turn already; this one was not begun",
                        null));
            }
            waiting.add(turn);
        }
        connection.endWithClose(turn, Connection::closedException);
        return turn;
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> request) {
        try {
            return request.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void leave() {
        CompletableFuture<Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        loop.execute(() -> {
            if (!next.complete(null)) {
                leave();
            }
        });
    }
}

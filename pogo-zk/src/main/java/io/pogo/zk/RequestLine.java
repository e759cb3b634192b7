package io.pogo.zk;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets a bounded number of requests be under way at a time; the others wait in line, in memory. A session answers in the order in
 * which it was asked, and the node's own requests go through the same one: behind a flood of users' requests the lease's proofs
 * would come too late, and every child of the node would stop. Asked on any thread.
 */
final class RequestLine {
    /** Enough for ZooKeeper to be busy all the time, few enough to be answered within a fraction of any lease. */
    private static final int UNDER_WAY = 100;

    private final EventLoop loop;
    private final Queue<Turn<?>> waiting = new ArrayDeque<>();
    private int free = UNDER_WAY;

    RequestLine(EventLoop loop) {
        this.loop = loop;
    }

    /** Makes a request when its turn has come: at once if there is room, else on the loop. */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> request) {
        Turn<T> turn = new Turn<>(request, new CompletableFuture<>());
        if (enter(turn)) {
            take(turn);
        }
        return turn.answer();
    }

    /** Ends those that wait: the supervisor closes, and they were not begun. */
    void clear() {
        List<Turn<?>> cleared;
        synchronized (this) {
            cleared = List.copyOf(waiting);
            waiting.clear();
        }
        cleared.forEach(turn -> turn.answer().completeExceptionally(Connection.closedException()));
    }

    /** Whether there is room; if not, the turn comes later. */
    private synchronized boolean enter(Turn<?> turn) {
        if (free == 0) {
            waiting.add(turn);
            return false;
        }
        free--;
        return true;
    }

    private <T> void take(Turn<T> turn) {
        Futures.whenDone(turn.request().get(), (result, failure) -> {
            leave();
            if (failure == null) {
                turn.answer().complete(result);
            } else {
                turn.answer().completeExceptionally(failure);
            }
        });
    }

    private void leave() {
        Turn<?> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        loop.execute(() -> take(next));
    }

    private record Turn<T>(Supplier<CompletableFuture<T>> request, CompletableFuture<T> answer) {}
}

package io.pogo.engine.access;

import io.pogo.PogoException;
import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session through which requests go; there is one while the client is connected. Only the loop writes the state,
 * and requests wait for a session on the loop too.
 */
public final class Connection {
    private final EventLoop loop;
    private final Duration patience;
    private final List<CompletableFuture<Session>> waiting = new ArrayList<>();
    private final List<Consumer<Session>> listeners = new CopyOnWriteArrayList<>();
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Session session;
    private volatile boolean begun;
    private volatile boolean closed;

    Connection(EventLoop loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
    }

    /** Lets requests wait for a session. Before this call they fail at once. */
    public void begin() {
        begun = true;
    }

    /** Returns a session that is connected as far as is known; waits for one, at most for the request timeout. */
    CompletableFuture<Session> session() {
        Session now = session;
        if (now != null) {
            return CompletableFuture.completedFuture(now);
        }
        if (!begun && !closed) {
            return CompletableFuture.failedFuture(new UnavailableException("it has not been started", null));
        }
        CompletableFuture<Session> future = new CompletableFuture<>();
        endWithClose(future, Connection::closedException);
        loop.execute(() -> await(future));
        return future;
    }

    /**
     * Ensures that a future does not outlive the supervisor, whose loop drops tasks that are posted after its end.
     *
     * @param failure the failure of the future if it is not done when the supervisor closes; created only then
     */
    void endWithClose(CompletableFuture<?> future, Supplier<PogoException> failure) {
        Runnable end = () -> future.completeExceptionally(failure.get());
        endings.add(end);
        Futures.whenDone(future, (result, error) -> endings.remove(end));
        if (closed) {
            end.run();
        }
    }

    /** Returns the failure of a request that is made after the close. */
    public static PogoException closedException() {
        return new SupervisorClosedException("it is closed", null);
    }

    public boolean isConnected() {
        return session != null;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Adds a listener that is called on the loop when the connection is established, or is back, with its current
     * session.
     */
    public void onConnected(Consumer<Session> listener) {
        listeners.add(listener);
    }

    public void connected(Session connected) {
        session = connected;
        waiting.forEach(future -> future.complete(connected));
        waiting.clear();
        listeners.forEach(listener -> listener.accept(connected));
    }

    public void disconnected() {
        session = null;
    }

    public void close() {
        closed = true;
        session = null;
        waiting.clear();
        endings.forEach(Runnable::run);
    }

    private void await(CompletableFuture<Session> future) {
        Session now = session;
        if (now != null) {
            future.complete(now);
        } else if (!future.isDone()) {
            waiting.add(future);
            loop.after(patience, () -> {
                future.completeExceptionally(new UnavailableException(
                        "ZooKeeper could not be reached within " + patience.toMillis() + " ms", null));
                waiting.removeIf(CompletableFuture::isDone);
            });
        }
    }
}

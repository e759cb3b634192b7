package io.pogo.engine.base;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A runner of many requests, of which a bounded number is under way at a time. After the first failure no more requests
 * are made, and the run fails when those under way are answered.
 */
public final class Windowed<T> {
    private static final int WINDOW = 8;

    private final Function<T, CompletableFuture<?>> request;
    private final Queue<T> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int underWay;
    private @Nullable Throwable failure;

    public Windowed(Function<T, CompletableFuture<?>> request) {
        this.request = request;
    }

    public CompletableFuture<Void> run(Collection<T> all) {
        synchronized (this) {
            waiting.addAll(all);
        }
        next();
        return done;
    }

    private void next() {
        while (true) {
            T item;
            synchronized (this) {
                if (waiting.isEmpty() || failure != null || underWay >= WINDOW) {
                    break;
                }
                item = waiting.remove();
                underWay++;
            }
            Futures.whenDone(begin(item), (result, error) -> answered(error));
        }
        finishIfDone();
    }

    private CompletableFuture<?> begin(T item) {
        try {
            return request.apply(item);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(@Nullable Throwable error) {
        synchronized (this) {
            underWay--;
            if (failure == null) {
                failure = error;
            }
        }
        next();
    }

    private void finishIfDone() {
        Throwable error;
        synchronized (this) {
            if (underWay > 0 || (failure == null && !waiting.isEmpty())) {
                return;
            }
            error = failure;
        }
        if (error == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(Futures.cause(error));
        }
    }
}

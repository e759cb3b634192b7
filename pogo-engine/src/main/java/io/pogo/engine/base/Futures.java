package io.pogo.engine.base;

import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The helpers that convert between internal futures and blocking callers. */
public final class Futures {

    private Futures() {}

    /**
     * Waits for a result and returns it; throws a {@code PogoException} or an {@code IllegalArgumentException} as it
     * is, and every other failure as a {@code PogoException}.
     */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndeterminateException("interrupted while waiting; the request goes on", e);
        }
    }

    /** Waits for a result and returns it; an interrupt does not end the wait, but is set again afterwards. */
    public static <T> T awaitUninterruptibly(CompletableFuture<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrapped(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Calls the handler on the thread that completes the future; the handler must not throw. */
    public static <T> void whenDone(
            CompletableFuture<T> future, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
        var unused = future.whenComplete(handler);
    }

    /** Returns the failure behind the wrappers that futures put around it. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Returns a future of all elements of the parts, in the order of the parts. */
    public static <T> CompletableFuture<List<T>> gather(List<CompletableFuture<List<T>>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        parts.stream().flatMap(part -> part.join().stream()).toList());
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = cause(e.getCause() == null ? e : e.getCause());
        if (cause instanceof PogoException || cause instanceof IllegalArgumentException) {
            cause.addSuppressed(new CallerTrace());
            return (RuntimeException) cause;
        }
        return new PogoException("failed: " + Words.of(cause), cause);
    }

    /** The stack trace of the caller, added because the failure itself was created on another thread. */
    private static final class CallerTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallerTrace() {
            super("called from here");
        }
    }
}

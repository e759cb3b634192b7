package io.pogo.zk;

import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the futures inside and the callers outside. */
final class Futures {
    private static final Logger log = LoggerFactory.getLogger(Futures.class);

    private Futures() {}

    /** Waits for a result; a failure is thrown as it is, without wrappers. */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndeterminateException("interrupted while waiting; the request goes on", e);
        }
    }

    /** Waits for a result, and keeps an interrupt for later. */
    static <T> T awaitUninterruptibly(CompletableFuture<T> future) {
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

    /** Calls back, on whatever thread completes the future; the handler must not throw. */
    static <T> void whenDone(
            CompletableFuture<T> future, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
        var unused = future.whenComplete(handler);
    }

    /** Nobody waits for the outcome: what is left undone is done again by whoever compares next. A failure is worth a line. */
    static void unattended(String logPrefix, String what, CompletableFuture<?> future) {
        whenDone(future, (result, failure) -> {
            if (failure != null && !Failures.isLoss(failure)) {
                log.warn("{} {} failed", logPrefix, what, Failures.cause(failure));
            }
        });
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = Failures.cause(e.getCause() == null ? e : e.getCause());
        if (cause instanceof PogoException || cause instanceof IllegalArgumentException) {
            cause.addSuppressed(new CallerTrace());
            return (RuntimeException) cause;
        }
        return new PogoException("failed: " + cause, cause);
    }

    /** Where the caller stood: the failure itself was made on another thread. */
    private static final class CallerTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallerTrace() {
            super("called from here");
        }
    }
}

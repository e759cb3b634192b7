package io.pogo.zk;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where a client calls back into its user's code: the futures that users get complete here, and what listeners of watches are told is told
 * here. On threads of the user's if he gave an executor, else on a few of the client's own: not on the JVM's common pool, whose threads know
 * nothing of an application's classes and which a blocked callback of anybody would hold up.
 */
final class Callbacks {
    private static final int THREADS = 8;
    private static final int IDLE_SECONDS = 10;

    private final String name;
    private final @Nullable Executor users;
    private final ThreadPoolExecutor own;
    private final ThreadPoolExecutor work;

    /**
     * No thread runs yet.
     *
     * @param name part of the names of the threads
     * @param users an executor of the user's; null for threads of our own
     */
    Callbacks(String name, @Nullable Executor users) {
        this.name = name;
        this.users = users;
        this.own = pool(name, "callback", THREADS);
        this.work = pool(name, "work", 1);
    }

    private static ThreadPoolExecutor pool(String name, String role, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.factory(name, role));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** For what takes long and is our own, such as to explain a scope; never for code of the user's. */
    Executor work() {
        return work;
    }

    /** For one listener, which may block: it holds up nobody else. To be closed. */
    Listening listening() {
        UserThread thread = new UserThread(Threads.factory(name, "watch"), Integer.MAX_VALUE);
        return new Listening(users == null ? thread::call : this::byUser, thread);
    }

    /** What one listener is told on. */
    record Listening(Executor executor, UserThread thread) implements AutoCloseable {
        @Override
        public void close() {
            thread.close();
        }
    }

    /**
     * The future that a caller gets: its callbacks run here and not on a thread of ZooKeeper's or the loop, its failure is what the blocking
     * method would throw, and cancelling it cancels what it is for.
     */
    <T> CompletableFuture<T> expose(CompletableFuture<T> inner) {
        CompletableFuture<T> outer = new CompletableFuture<>();
        Futures.whenDone(
                inner,
                (result, failure) -> callBack(() -> {
                    if (failure == null) {
                        outer.complete(result);
                    } else {
                        outer.completeExceptionally(Failures.cause(failure));
                    }
                }));
        Futures.whenDone(outer, (result, failure) -> {
            if (outer.isCancelled() || failure instanceof TimeoutException) {
                inner.cancel(false);
            }
        });
        return outer;
    }

    private void callBack(Runnable task) {
        if (users == null) {
            byOwn(task);
        } else {
            byUser(task);
        }
    }

    /** The user's executor may be closed, or have no room. */
    private void byUser(Runnable task) {
        try {
            Objects.requireNonNull(users).execute(task);
        } catch (Throwable refused) {
            byOwn(task);
        }
    }

    private void byOwn(Runnable task) {
        try {
            own.execute(task);
        } catch (Throwable closedOrNoThread) {
            Threads.run(name, "callback", task);
        }
    }

    /** The client is closed: the threads end when they have nothing left to do. */
    void close() {
        own.shutdown();
        work.shutdown();
    }
}

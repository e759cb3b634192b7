package io.pogo.engine.access;

import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Threads;
import io.pogo.engine.base.UserThread;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which a client runs the user's code: callbacks of futures and listeners of watches. They belong to the
 * user's executor, if one was given, or are a few threads of the client. The JVM's common pool is not used: its threads
 * cannot load the classes of an application in an executable jar, and callbacks that block there delay all other tasks
 * in the JVM.
 */
public final class Callbacks {
    /**
     * The greatest number of callback threads. It is higher than the work needs, because a callback that waits for
     * another future of Pogo's holds its thread.
     */
    private static final int MOST_THREADS = 64;

    private static final int IDLE_SECONDS = 10;

    private final String name;
    private final @Nullable Executor users;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Runnable drain = this::drain;
    private final AtomicBoolean hasExtra = new AtomicBoolean();
    private final ThreadPoolExecutor own;
    private final ThreadPoolExecutor work;

    /**
     * Creates the executors; no thread runs yet.
     *
     * @param name part of the names of the threads
     * @param users an executor of the user; null for threads of the client
     */
    Callbacks(String name, @Nullable Executor users) {
        this.name = name;
        this.users = users;
        this.own = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.factory(name, "callback"));
        this.work = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.factory(name, "work"));
        work.allowCoreThreadTimeOut(true);
    }

    /** Returns the executor of Pogo's own long work, such as explaining a scope. It never runs user code. */
    public Executor work() {
        return work;
    }

    /** Returns a thread for one listener, which may block without delaying others. The caller must close it. */
    public Listening listening() {
        UserThread thread = new UserThread(Threads.factory(name, "watch"), Integer.MAX_VALUE);
        return new Listening(users == null ? thread::call : this::byUser, thread);
    }

    /** The executor of one listener. */
    public record Listening(Executor executor, UserThread thread) implements AutoCloseable {
        @Override
        public void close() {
            thread.close();
        }
    }

    /**
     * Returns the future that a caller gets. Its callbacks run on these threads, not on a thread of ZooKeeper's or on
     * the loop; its failure is the exception that the blocking method would throw; cancelling it cancels the request.
     */
    public <T> CompletableFuture<T> expose(CompletableFuture<T> inner) {
        CompletableFuture<T> outer = new CompletableFuture<>();
        Futures.whenDone(
                inner,
                (result, failure) -> callBack(() -> {
                    if (failure == null) {
                        outer.complete(result);
                    } else {
                        outer.completeExceptionally(Futures.cause(failure));
                    }
                }));
        Futures.whenDone(outer, (result, failure) -> {
            if (outer.isCancelled() || failure instanceof TimeoutException) {
                inner.cancel(false);
            }
        });
        return outer;
    }

    /** Runs code of the user on the callback threads; its exceptions are ignored. */
    public void run(Runnable task) {
        callBack(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                // The user's own affair; the thread goes on.
            }
        });
    }

    private void callBack(Runnable task) {
        if (users == null) {
            byOwn(task);
        } else {
            byUser(task);
        }
    }

    /** Runs a task on the user's executor, or on the client's threads if that is closed or full. */
    private void byUser(Runnable task) {
        try {
            Objects.requireNonNull(users).execute(task);
        } catch (Throwable refused) {
            byOwn(task);
        }
    }

    private void byOwn(Runnable task) {
        waiting.add(task);
        try {
            own.execute(drain);
        } catch (Throwable fullOrClosed) {
            runExtra();
        }
    }

    /**
     * Runs the waiting tasks on one extra thread: all others are busy, and may have checked the queue just before the
     * task was added.
     */
    private void runExtra() {
        if (hasExtra.compareAndSet(false, true)) {
            Threads.run(name, "callback", () -> {
                drain();
                hasExtra.set(false);
                drain();
            });
        }
    }

    private void drain() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /** Ends the threads after their last task. */
    public void close() {
        own.shutdown();
        work.shutdown();
    }
}

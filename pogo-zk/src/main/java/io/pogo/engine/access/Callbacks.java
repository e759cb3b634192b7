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
 * The threads on which a client runs its user's code: callbacks of futures and listeners of watches. These are the
 * user's, if an executor was given, or a few of the client's own. The JVM's common pool is not used: its threads cannot
 * load the classes of an application in an executable jar, and callbacks that block there hold up everybody.
 */
public final class Callbacks {
    /** A callback that waits for another future of Pogo's holds a thread, so there are some more than work needs. */
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
     * No thread runs yet.
     *
     * @param name part of the names of the threads
     * @param users an executor of the user's; null for threads of our own
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

    /** Returns a thread for one listener, which may block without holding up others. The caller closes it. */
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
     * Returns the future that a caller gets. Its callbacks run here, not on a thread of ZooKeeper's or on the loop; its
     * failure is what the blocking method would throw; cancelling it cancels the request.
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

    private void callBack(Runnable task) {
        if (users == null) {
            byOwn(task);
        } else {
            byUser(task);
        }
    }

    /** Uses the user's executor, or ours if that is closed or full. */
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

    /** Runs what waits on one thread more: all others are taken, and may have looked just before the task came. */
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

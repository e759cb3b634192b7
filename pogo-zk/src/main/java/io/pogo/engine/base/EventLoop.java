package io.pogo.engine.base;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns all mutable state of a supervisor.
 *
 * <p>Curator's callbacks, ZooKeeper's event thread, child threads and callers only post tasks here; nothing posted
 * blocks, on ZooKeeper, on a child or on a lock; only a new thread is waited for, since the JVM does so. So no state
 * below needs a lock, every decision sees a state that no one else changes meanwhile, and a slow child or listener
 * holds nobody up. What other threads read (listings of this node, the directory) are immutable values or concurrent
 * maps that the loop replaces. Every posted task is level-triggered where it can be: it compares what is wanted with
 * what is, and so may be lost, doubled or late without harm.
 *
 * <p>After {@link #close} tasks are dropped silently: whoever closes the loop has seen to it that nothing is waited
 * for.
 */
public final class EventLoop implements Executor {
    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    /** How many posted tasks run before timers get their turn. */
    private static final int TURN = 100;

    /**
     * After so long no further task is begun: those that start threads take long on a machine that has more to do than
     * it can.
     */
    private static final Duration LONGEST_TURN = Duration.ofMillis(5);

    /** The number of attempts to post a task while there is no memory, and the pause between them. */
    private static final int ATTEMPTS = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final String logPrefix;
    private final ScheduledThreadPoolExecutor executor;
    /** Posted tasks run many in a turn: one at a time through the timers' queue costs more than most of them. */
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();

    private final Runnable turn = this::runPosted;
    private final AtomicBoolean hasTurn = new AtomicBoolean();
    private volatile @Nullable LongConsumer lagMeter;

    /** A loop whose lines begin with its name. */
    public EventLoop(String name) {
        this(name, "[" + name + "]");
    }

    /** A loop whose thread has {@code name} in its name; {@code logPrefix} is the scope and the node. */
    public EventLoop(String name, String logPrefix) {
        this.logPrefix = logPrefix;
        executor = new ScheduledThreadPoolExecutor(1, Threads.factory(name, "loop"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Returns the scope and the node, which begin each log line of what runs on this loop. */
    public String logPrefix() {
        return logPrefix;
    }

    @Override
    public void execute(Runnable task) {
        if (!executor.isShutdown()) {
            post(task);
            takeTurn();
        }
    }

    private void post(Runnable task) {
        for (int attempt = 1; true; attempt++) {
            try {
                posted.add(guarded(timed(task)));
                return;
            } catch (OutOfMemoryError e) {
                awaitMemory(attempt, e);
            }
        }
    }

    private void takeTurn() {
        if (hasTurn.compareAndSet(false, true)) {
            try {
                askForTurn();
            } catch (Throwable e) {
                hasTurn.set(false);
                throw e;
            }
        }
    }

    private void askForTurn() {
        for (int attempt = 1; true; attempt++) {
            try {
                executor.execute(turn);
                return;
            } catch (RejectedExecutionException closed) {
                // The last turn has been asked for.
                return;
            } catch (OutOfMemoryError e) {
                awaitMemory(attempt, e);
            }
        }
    }

    /** Pauses until memory may be available again. A task that is not posted would be lost for good. */
    private static void awaitMemory(int attempt, OutOfMemoryError e) {
        if (attempt == ATTEMPTS) {
            throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void runPosted() {
        try {
            runTurn();
        } finally {
            hasTurn.set(false);
            if (!posted.isEmpty()) {
                takeTurn();
            }
        }
    }

    private void runTurn() {
        long begun = System.nanoTime();
        Runnable next = posted.poll();
        for (int ran = 1; next != null; ran++) {
            next.run();
            boolean goesOn = ran < TURN && System.nanoTime() - begun < LONGEST_TURN.toNanos();
            next = goesOn ? posted.poll() : null;
        }
    }

    private void runRest() {
        for (Runnable next = posted.poll(); next != null; next = posted.poll()) {
            next.run();
        }
    }

    /** Hands the outcome of a request to the loop; what the handler throws is a bug, and is logged. */
    public <T> void when(
            CompletableFuture<T> future, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
        var unused = future.whenComplete((result, failure) -> execute(task(handler, result, failure)));
    }

    private static <T> Runnable task(
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler,
            @Nullable T result,
            @Nullable Throwable failure) {
        for (int attempt = 1; true; attempt++) {
            try {
                return () -> handler.accept(result, failure);
            } catch (OutOfMemoryError e) {
                awaitMemory(attempt, e);
            }
        }
    }

    /** Runs a task once, later, unless it is cancelled. */
    public Timer after(Duration delay, Runnable task) {
        for (int attempt = 1; true; attempt++) {
            try {
                Future<?> future = executor.schedule(guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            } catch (RejectedExecutionException closed) {
                return () -> {};
            } catch (OutOfMemoryError e) {
                awaitMemory(attempt, e);
            }
        }
    }

    /** From now on tells how many nanoseconds each task waits in the queue. Nothing is posted for that. */
    public void measureLag(LongConsumer nanos) {
        lagMeter = nanos;
    }

    /** Ends the thread once the tasks that are posted already have run. */
    public void close() {
        try {
            executor.execute(this::runRest);
        } catch (RejectedExecutionException closed) {
            return;
        }
        executor.shutdown();
    }

    private Runnable timed(Runnable task) {
        LongConsumer meter = lagMeter;
        if (meter == null) {
            return task;
        }
        long posted = System.nanoTime();
        return () -> {
            meter.accept(System.nanoTime() - posted);
            task.run();
        };
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                log.error("{} a task failed; this is a bug in Pogo", logPrefix, e);
            }
        };
    }

    /** A task that will run later. */
    public interface Timer {
        /** Keeps it from running, if it has not begun. */
        void cancel();
    }
}

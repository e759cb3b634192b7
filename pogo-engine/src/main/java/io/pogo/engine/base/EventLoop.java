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
 * <p>Curator's callbacks, ZooKeeper's event thread, child threads and callers only post tasks here. A posted task never
 * blocks on ZooKeeper, on a child or on a lock; it waits only for the start of a new thread, because the JVM does so.
 * So the state needs no lock, no other thread changes the state during a decision, and a slow child or listener delays
 * no other task. The data that other threads read (listings of this node, the directory) are immutable values or
 * concurrent maps that the loop replaces. Posted tasks are level-triggered where possible: they compare the desired
 * state with the actual one, and so may be lost, doubled or late without harm.
 *
 * <p>After {@link #close} tasks are dropped silently: the caller of close must ensure that no caller waits for a task.
 */
public final class EventLoop implements Executor {
    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    /** The greatest number of posted tasks that run before timers get their turn. */
    private static final int TURN = 100;

    /**
     * The time after which a turn begins no further task: tasks that start threads take long on an overloaded machine.
     */
    private static final Duration LONGEST_TURN = Duration.ofMillis(5);

    /** The number of attempts to post a task while there is no memory; {@link #PAUSE} is the time between them. */
    private static final int ATTEMPTS = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final String logPrefix;
    private final ScheduledThreadPoolExecutor executor;
    /**
     * The posted tasks. Many run in one turn: running each through the timers' queue costs more than most of the tasks.
     */
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();

    private final Runnable turn = this::runPosted;
    private final AtomicBoolean hasTurn = new AtomicBoolean();
    private volatile @Nullable LongConsumer lagMeter;

    /** Creates a loop whose log lines begin with its name. */
    public EventLoop(String name) {
        this(name, "[" + name + "]");
    }

    /** Creates a loop whose thread has {@code name} in its name; {@code logPrefix} is the scope and the node. */
    public EventLoop(String name, String logPrefix) {
        this.logPrefix = logPrefix;
        executor = new ScheduledThreadPoolExecutor(1, Threads.factory(name, "loop"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Returns the scope and the node, with which each log line of the tasks on this loop begins. */
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

    /**
     * Pauses until memory may be available again, because a task that is not posted would be lost for good. Throws the
     * error after the last attempt.
     */
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

    /**
     * Passes the outcome of a request to the handler on the loop; an exception from the handler is a bug, and is
     * logged.
     */
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

    /** Reports from now on how many nanoseconds each task waits in the queue. No task is posted for the measurement. */
    public void measureLag(LongConsumer nanos) {
        lagMeter = nanos;
    }

    /** Ends the thread after the tasks that are already posted have run. */
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
        /** Cancels the task if it has not begun. */
        void cancel();
    }
}

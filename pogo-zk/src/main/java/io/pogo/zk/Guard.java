package io.pogo.zk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Enforces the end of a node's leases, on a thread that does nothing else: it neither logs nor calls user code nor waits for the loop,
 * so nothing that blocks these lets a child run on. Whatever the loop is doing, running children are asked to stop when a lease is over,
 * and the JVM is halted where that was asked for and a child is still active after the grace.
 *
 * <p>Interrupts are sent by threads of its own: an interrupt may close a channel of the child's, and that may take long.
 */
final class Guard implements AutoCloseable {
    private static final int HANDS = 8;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final List<GuardedStay> stays = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor hands;
    private final Thread thread;
    private volatile boolean closed;

    Guard(String nodeId) {
        hands = new ThreadPoolExecutor(
                HANDS,
                HANDS,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.factory(nodeId, "hand"));
        hands.allowCoreThreadTimeOut(true);
        thread = Threads.factory(nodeId, "guard").newThread(this::watch);
    }

    void open() {
        thread.start();
    }

    /** Watches one more stay. */
    void add(GuardedStay stay) {
        stays.add(stay);
        LockSupport.unpark(thread);
    }

    /** Forgets a stay of which nothing runs any more. */
    void remove(GuardedStay stay) {
        stays.remove(stay);
    }

    /** Threads of Pogo's own, a few at a time, for what may block and must not block the guard or the loop. */
    Executor hands() {
        return hands;
    }

    @Override
    public void close() {
        closed = true;
        stays.clear();
        LockSupport.unpark(thread);
        hands.shutdown();
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, look());
        }
    }

    /** Returns how long it is until the next look. It comes soon if this one failed, as a rule because there is no memory for an object. */
    private long look() {
        long pause = Long.MAX_VALUE;
        try {
            for (GuardedStay stay : stays) {
                pause = Math.min(pause, look(stay));
            }
        } catch (Throwable e) {
            return RETRY_NANOS;
        }
        return pause;
    }

    private static long look(GuardedStay stay) {
        try {
            return stay.enforce();
        } catch (Throwable e) {
            return RETRY_NANOS;
        }
    }
}

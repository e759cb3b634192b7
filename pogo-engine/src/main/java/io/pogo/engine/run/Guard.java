package io.pogo.engine.run;

import io.pogo.engine.base.Threads;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The enforcer of the end of a node's leases, on a thread that does nothing else. It does not log, call user code or
 * wait for the loop, and once it runs it needs no memory; so neither a blocked loop or log nor a full heap lets a child
 * run on. Independently of the loop, running children are asked to stop when a lease is over, and the JVM is halted if
 * so configured and a child is still active after the grace.
 *
 * <p>Interrupts are sent by separate threads, because an interrupt may close a channel of the child, and that may take
 * long.
 */
public final class Guard implements AutoCloseable {
    private static final int HANDS = 8;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * The stays to watch. An array that is replaced as a whole: iterating over it takes no memory, of which there may
     * be none.
     */
    private volatile GuardedStay[] stays = {};

    private final ThreadPoolExecutor hands;
    private final ThreadPoolExecutor teller;
    private final Thread thread;
    private volatile boolean closed;

    public Guard(String nodeId) {
        hands = pool(nodeId, "hand", HANDS);
        teller = pool(nodeId, "teller", 1);
        thread = Threads.factory(nodeId, "guard").newThread(this::watch);
    }

    private static ThreadPoolExecutor pool(String nodeId, String role, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.factory(nodeId, role));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public void open() {
        thread.start();
    }

    /** Adds a stay to watch. */
    public synchronized void add(GuardedStay stay) {
        GuardedStay[] more = Arrays.copyOf(stays, stays.length + 1);
        more[stays.length] = stay;
        stays = more;
        LockSupport.unpark(thread);
    }

    /** Removes a stay whose runs have all ended. */
    public synchronized void remove(GuardedStay stay) {
        stays = Arrays.stream(stays).filter(other -> other != stay).toArray(GuardedStay[]::new);
    }

    /** Returns a few threads of Pogo for tasks that may block and must not block the guard or the loop. */
    public Executor hands() {
        return hands;
    }

    /** Returns a thread that reports the end of leases, and is never blocked by the tasks of {@link #hands}. */
    public Executor teller() {
        return teller;
    }

    @Override
    public synchronized void close() {
        closed = true;
        stays = new GuardedStay[0];
        LockSupport.unpark(thread);
        hands.shutdown();
        teller.shutdown();
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, look());
        }
    }

    /** Checks all stays. Returns the time until the next check, in nanoseconds. */
    private long look() {
        long pause = Long.MAX_VALUE;
        GuardedStay[] now = stays;
        for (int i = 0; i < now.length; i++) {
            pause = Math.min(pause, look(now[i]));
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

package io.pogo.engine.base;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that calls the user's objects, in order. They may block and throw without holding up the caller. The thread
 * ends when it is idle. Safe to use from any thread.
 */
public final class UserThread {
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    /** Creates a thread whose queue holds up to this many calls. */
    public UserThread(ThreadFactory threads, int room) {
        executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(room), threads);
        executor.allowCoreThreadTimeOut(true);
    }

    /** Adds a call to the queue. Never throws; returns false if the queue is full, and then the call is not made. */
    public boolean call(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return executor.isShutdown();
        } catch (Throwable noThread) {
            // The system has none left now; the next call tries again, and this one has its turn before.
            return executor.getQueue().offer(task);
        }
    }

    /** Ends the thread after the calls that are already in the queue. */
    public void close() {
        executor.shutdown();
    }

    /** Returns whether no other call waits now; for use by a call. */
    public boolean isLastCall() {
        return executor.getQueue().isEmpty();
    }
}

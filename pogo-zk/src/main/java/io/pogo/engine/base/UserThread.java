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

    /** A thread whose line has room for so many calls. */
    public UserThread(ThreadFactory threads, int room) {
        executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(room), threads);
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes a call when its turn has come. Never throws; returns false if the line is full, and then it is not made.
     */
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

    /** Makes the calls that wait already, then ends. */
    public void close() {
        executor.shutdown();
    }

    /** Returns whether no other call waits now. Asked by a call. */
    public boolean isLastCall() {
        return executor.getQueue().isEmpty();
    }
}

package io.pogo.zk;

import io.pogo.engine.base.EventLoop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process with a small heap that is full for a while, in which tasks are posted to an event loop. Exit code 0 if all
 * of them run.
 */
public final class FullHeap {
    private static final int TASKS = 20_000;
    private static final long FULL_NANOS = 500_000_000;
    private static final long POLL_NANOS = 1_000_000;
    private static volatile boolean isFull;
    private static final Object[] NOTHING = new Object[0];
    private static volatile Object[] ballast = NOTHING;

    private FullHeap() {}

    public static void main(String[] args) throws InterruptedException {
        EventLoop loop = new EventLoop("full");
        CountDownLatch ran = new CountDownLatch(TASKS);
        Thread relief = new Thread(() -> {
            while (!isFull) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            LockSupport.parkNanos(FULL_NANOS);
            ballast = NOTHING;
        });
        Runnable task = ran::countDown;
        loop.execute(() -> {});
        relief.start();
        fill();
        isFull = true;
        for (int i = 0; i < TASKS; i++) {
            loop.execute(task);
        }
        boolean all = ran.await(20, TimeUnit.SECONDS);
        System.out.println((TASKS - ran.getCount()) + " of " + TASKS + " ran");
        Runtime.getRuntime().halt(all ? 0 : 1);
    }

    /** Takes ever smaller pieces, until not even the smallest one is left. */
    private static void fill() {
        int size = 1 << 20;
        while (size >= 1) {
            try {
                Object[] next = new Object[size];
                next[0] = ballast;
                ballast = next;
            } catch (OutOfMemoryError e) {
                size /= 2;
            }
        }
    }
}

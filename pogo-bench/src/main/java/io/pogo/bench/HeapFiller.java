package io.pogo.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** Takes all of the heap for a while, in ever smaller pieces, and takes again what others let go. */
final class HeapFiller {
    private static final int LARGEST = 1 << 20;
    private static final int SMALLEST = 256;
    private static final int STEP = 16;

    /**
     * The pause between two attempts to allocate: an attempt where there is no memory is a full garbage collection, and
     * the other threads must run too.
     */
    private static final int PAUSE_MILLIS = 100;

    private HeapFiller() {}

    /** Begins on a thread of its own. */
    static void begin(long millis) {
        Thread thread = new Thread(() -> fill(System.nanoTime() + millis * 1_000_000), "fill-heap");
        thread.setDaemon(true);
        thread.start();
    }

    private static void fill(long until) {
        Deque<byte[]> taken = new ArrayDeque<>(1 << 16);
        try {
            while (until - System.nanoTime() > 0) {
                takeAll(taken, until);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            taken.clear();
        }
    }

    private static void takeAll(Deque<byte[]> taken, long until) {
        for (int size = LARGEST; size >= SMALLEST; size /= STEP) {
            try {
                while (until - System.nanoTime() > 0) {
                    taken.push(new byte[size]);
                }
            } catch (OutOfMemoryError e) {
                // smaller pieces may still fit
            }
        }
    }
}

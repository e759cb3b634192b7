package io.pogo.engine.base;

/**
 * The time of day, for times that people read. No wait or decision uses it, since it may jump in either direction: the
 * build refuses every other use of the time of day in this module. Only the lease compares it with the monotonic clock,
 * see {@link Moment}. Waits are measured with {@link MonotonicClock} or {@code System.nanoTime}.
 */
public final class WallClock {
    private WallClock() {}

    /** Returns the time in milliseconds since the epoch. */
    public static long millis() {
        return System.currentTimeMillis();
    }
}

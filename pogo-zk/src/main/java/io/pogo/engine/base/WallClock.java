package io.pogo.engine.base;

/**
 * The time of day, for what people read. Nothing waits or decides by it, since it may jump in either direction: the
 * build refuses every other use of the time of day in this module. The lease alone compares it with the monotonic
 * clock, see {@link Moment}. Waits are measured with {@link MonotonicClock} or {@code System.nanoTime}.
 */
public final class WallClock {
    private WallClock() {}

    /** In milliseconds since the epoch. */
    public static long millis() {
        return System.currentTimeMillis();
    }
}

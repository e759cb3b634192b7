package io.pogo.engine.base;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A point in time on two clocks. The monotonic clock stands still while a virtual machine is suspended, the wall clock
 * jumps; each misses time that the other sees.
 *
 * @param nanos the time of the monotonic clock in nanoseconds, as from {@link System#nanoTime}
 * @param wallMillis the time of day in milliseconds since the epoch
 */
public record Moment(long nanos, long wallMillis) {
    public static Moment now() {
        return new Moment(System.nanoTime(), WallClock.millis());
    }

    /** Returns the moment that was this much earlier, on both clocks. */
    public Moment minus(Duration time) {
        return new Moment(nanos - time.toNanos(), wallMillis - time.toMillis());
    }

    /**
     * Returns the nanoseconds until a later moment, by the clock on which more time passed. A wall clock that was set
     * back is ignored; one that was set forward counts as time that has passed.
     */
    public long until(Moment later) {
        return until(later.nanos, later.wallMillis);
    }

    /** Returns the same for a later moment given as two numbers, without creating an object. */
    public long until(long laterNanos, long laterWallMillis) {
        long monotonic = laterNanos - nanos;
        return Math.max(monotonic, TimeUnit.MILLISECONDS.toNanos(laterWallMillis - wallMillis));
    }
}

package io.pogo.engine.base;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A point in time on two clocks. The monotonic clock stands still while a virtual machine is suspended, the wall clock
 * jumps; each misses time that the other sees.
 *
 * @param nanos the monotonic clock, as {@link System#nanoTime}
 * @param wallMillis the time of day
 */
public record Moment(long nanos, long wallMillis) {
    public static Moment now() {
        return new Moment(System.nanoTime(), WallClock.millis());
    }

    /** Returns the moment that was so long before this one, on both clocks. */
    public Moment minus(Duration time) {
        return new Moment(nanos - time.toNanos(), wallMillis - time.toMillis());
    }

    /**
     * Returns the nanoseconds until a later moment, by the clock that saw more time pass. A wall clock that was set
     * back counts for nothing, one that was set forward counts as time that has passed.
     */
    public long until(Moment later) {
        return until(later.nanos, later.wallMillis);
    }

    /** The same, for a later moment that is not made an object of. */
    public long until(long laterNanos, long laterWallMillis) {
        long monotonic = laterNanos - nanos;
        return Math.max(monotonic, TimeUnit.MILLISECONDS.toNanos(laterWallMillis - wallMillis));
    }
}

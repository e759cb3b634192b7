package io.pogo.core;

import com.google.common.primitives.ImmutableLongArray;
import java.time.Duration;

/**
 * The crashes of one child, counted as an OTP supervisor does: more than {@code maxRestarts} of them within
 * {@code period} are too many. Each child has a window of its own.
 *
 * <pre>{@code
 * RestartWindow window = RestartWindow.of(3, Duration.ofSeconds(5)).crashed(millis);
 * if (window.exceeded()) { ... give up here ... } else { ... restart after window.backoff() ... }
 * }</pre>
 *
 * A window is immutable, and takes the time as milliseconds of a monotonic clock with any origin.
 */
public final class RestartWindow {
    private static final long FIRST_BACKOFF = 100;
    private static final long LONGEST_BACKOFF = 10_000;

    private final int maxRestarts;
    private final long period;
    private final ImmutableLongArray crashes;

    private RestartWindow(int maxRestarts, long period, ImmutableLongArray crashes) {
        this.maxRestarts = maxRestarts;
        this.period = period;
        this.crashes = crashes;
    }

    /**
     * Returns a window without any crash.
     *
     * @param maxRestarts the number of restarts that are allowed within the period; 0 allows none
     * @param period the period
     * @return the window
     */
    public static RestartWindow of(int maxRestarts, Duration period) {
        return new RestartWindow(maxRestarts, Millis.of(period), ImmutableLongArray.of());
    }

    /**
     * Returns the window after another crash of the child; crashes longer ago than the period are forgotten.
     *
     * @param nowMillis the time of the crash, in milliseconds of a monotonic clock
     * @return the next window
     */
    public RestartWindow crashed(long nowMillis) {
        int first = 0;
        while (first < crashes.length() && nowMillis - crashes.get(first) > period) {
            first++;
        }
        ImmutableLongArray.Builder next = ImmutableLongArray.builder(crashes.length() - first + 1);
        next.addAll(crashes.subArray(first, crashes.length()));
        return new RestartWindow(maxRestarts, period, next.add(nowMillis).build());
    }

    /**
     * Returns whether the child has crashed more often than allowed.
     *
     * @return true if it must not be restarted here
     */
    public boolean exceeded() {
        return attempts() > maxRestarts;
    }

    /**
     * Returns the number of crashes in the window.
     *
     * @return the number of crashes, 0 in a new window
     */
    public int attempts() {
        return crashes.length();
    }

    /**
     * Returns the pause before the next restart: 100 ms after the first crash in the window, twice as long after each
     * further one, at most 10 s.
     *
     * @return the pause; none in a new window
     */
    public Duration backoff() {
        if (crashes.isEmpty()) {
            return Duration.ZERO;
        }
        int doublings = Math.min(attempts() - 1, Integer.SIZE);
        return Duration.ofMillis(Math.min(LONGEST_BACKOFF, FIRST_BACKOFF << doublings));
    }
}

package io.pogo.core;

import com.google.common.math.LongMath;
import java.time.Duration;

/** Arithmetic on milliseconds that saturates at the largest value instead of overflowing. */
final class Millis {
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

    private Millis() {}

    /** Returns the length of a duration in milliseconds; 0 for a negative duration. */
    static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toMillis();
    }

    static long plus(long time, Duration duration) {
        return LongMath.saturatedAdd(time, of(duration));
    }
}

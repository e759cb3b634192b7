package io.pogo.engine.base;

import java.util.concurrent.TimeUnit;

/** The time since an arbitrary moment in the life of this JVM, which no change of the system's clock affects. */
public final class MonotonicClock {
    private static final long ORIGIN = System.nanoTime();

    private MonotonicClock() {}

    /** In milliseconds; never negative, and only comparable within this JVM. */
    public static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }
}

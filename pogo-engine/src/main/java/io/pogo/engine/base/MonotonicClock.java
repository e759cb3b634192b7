package io.pogo.engine.base;

import java.util.concurrent.TimeUnit;

/** The time since an arbitrary moment in the life of this JVM. Changes of the system's clock do not affect it. */
public final class MonotonicClock {
    private static final long ORIGIN = System.nanoTime();

    private MonotonicClock() {}

    /** Returns the time in milliseconds; never negative, and only comparable within this JVM. */
    public static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }
}

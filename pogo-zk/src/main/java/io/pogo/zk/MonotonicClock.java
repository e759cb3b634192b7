package io.pogo.zk;

import java.util.concurrent.TimeUnit;

/** The time since an arbitrary moment in the life of this JVM, which no change of the system's clock affects. */
final class MonotonicClock {
    private static final long ORIGIN = System.nanoTime();

    private MonotonicClock() {}

    /** In milliseconds; never negative, and only comparable within this JVM. */
    static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }
}

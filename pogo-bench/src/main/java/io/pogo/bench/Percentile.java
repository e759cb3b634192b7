package io.pogo.bench;

import java.util.Collection;

/** The percentiles of measured times. */
final class Percentile {
    private Percentile() {}

    /** Returns a percentile in milliseconds; 0 if nothing was measured. */
    static double millis(Collection<Long> nanos, int percent) {
        if (nanos.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(nanos.size() * percent / 100.0) - 1;
        return nanos.stream().sorted().skip(Math.max(0, index)).findFirst().orElseThrow() / 1e6;
    }
}

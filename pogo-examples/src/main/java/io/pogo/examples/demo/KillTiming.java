package io.pogo.examples.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * The times between the kills.
 *
 * @param first the time for which all must have run before the first kill
 * @param down the time for which a node stays away after its children have been taken over
 * @param next the time for which all must have run before another kill
 * @param spare the time that must be left of the demo for a kill to be worthwhile
 */
record KillTiming(Duration first, Duration down, Duration next, Duration spare) {
    private static final KillTiming UNHURRIED = new KillTiming(
            Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));

    /** Fits one kill at least into a run of half a minute. */
    static KillTiming of(Optional<Duration> duration) {
        return duration.map(UNHURRIED::within).orElse(UNHURRIED);
    }

    private KillTiming within(Duration duration) {
        return new KillTiming(
                least(first, duration.dividedBy(8)),
                least(down, duration.dividedBy(10)),
                next,
                least(spare, duration.dividedBy(2)));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

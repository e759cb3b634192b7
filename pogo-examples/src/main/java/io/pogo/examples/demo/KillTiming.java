package io.pogo.examples.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * When nodes are killed.
 *
 * @param first how long all must have run before the first kill
 * @param down how long a node stays away after its children have been taken over
 * @param next how long all must have run before another kill
 * @param spare how much of the demo's time must be left for a kill to be worth it
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

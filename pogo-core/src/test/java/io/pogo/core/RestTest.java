package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a reader leaves a child alone, whatever other clocks say. */
class RestTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long HOUR = 3_600_000;

    @ParameterizedTest
    @CsvSource({"10000, 10000", "1, 1", "300000, 300000", "300001, 300000", "9223372036854775807, 300000"})
    void a_rest_lasts_as_long_as_it_says_and_never_longer_than_the_maximum(long millis, long expected) {
        for (long shown : new long[] {0, -HOUR, HOUR, Long.MAX_VALUE}) {
            for (long now : new long[] {0, HOUR, 1_000_000_000_000L}) {
                Rest seen = new Rest(millis, Long.MAX_VALUE, shown).seenAt(now, LONGEST);
                assertThat(seen.lasts(now + expected - 1)).isTrue();
                assertThat(seen.lasts(now + expected)).isFalse();
            }
        }
    }

    @Test
    void no_rest_is_none_for_every_reader() {
        assertThat(Rest.NONE.seenAt(HOUR, LONGEST)).isEqualTo(Rest.NONE);
        assertThat(Rest.NONE.lasts(0)).isFalse();
    }

    @Test
    void a_rest_near_the_end_of_time_does_not_overflow() {
        assertThat(Rest.from(Long.MAX_VALUE, HOUR).endsAt()).isEqualTo(Long.MAX_VALUE);
    }
}

package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When crashes are too many. */
class RestartWindowTest {
    private static final RestartWindow THREE_IN_FIVE_SECONDS = RestartWindow.of(3, Duration.ofSeconds(5));

    @Test
    void a_new_window_has_seen_nothing() {
        assertThat(THREE_IN_FIVE_SECONDS.exceeded()).isFalse();
        assertThat(THREE_IN_FIVE_SECONDS.attempts()).isZero();
        assertThat(THREE_IN_FIVE_SECONDS.backoff()).isZero();
    }

    @Test
    void more_crashes_than_allowed_within_the_period_are_too_many() {
        RestartWindow window = crash(THREE_IN_FIVE_SECONDS, 0, 1_000, 2_000);
        assertThat(window.exceeded()).isFalse();
        assertThat(window.crashed(5_000).exceeded()).isTrue();
    }

    @Test
    void crashes_longer_ago_than_the_period_are_forgotten() {
        RestartWindow window = crash(THREE_IN_FIVE_SECONDS, 0, 1_000, 2_000, 5_001);
        assertThat(window.exceeded()).isFalse();
        assertThat(window.attempts()).isEqualTo(3);
    }

    @Test
    void no_restart_allowed_means_that_the_first_crash_is_one_too_many() {
        assertThat(RestartWindow.of(0, Duration.ofSeconds(5)).crashed(7).exceeded())
                .isTrue();
    }

    @Test
    void the_pause_doubles_with_each_crash_in_the_window_up_to_ten_seconds() {
        RestartWindow window = RestartWindow.of(1_000, Duration.ofDays(365));
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            window = window.crashed(i);
            pauses.add(window.backoff().toMillis());
        }
        assertThat(pauses).startsWith(100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
        assertThat(pauses).endsWith(10_000L);
    }

    @Test
    void a_window_does_not_change() {
        THREE_IN_FIVE_SECONDS.crashed(1);
        assertThat(THREE_IN_FIVE_SECONDS.attempts()).isZero();
    }

    @Test
    void the_origin_of_the_clock_does_not_matter() {
        RestartWindow window = crash(THREE_IN_FIVE_SECONDS, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE);
        assertThat(window.attempts()).isEqualTo(3);
        assertThat(window.crashed(Long.MIN_VALUE + 9_000).attempts()).isEqualTo(1);
    }

    private static RestartWindow crash(RestartWindow window, long... times) {
        RestartWindow next = window;
        for (long time : times) {
            next = next.crashed(time);
        }
        return next;
    }
}

package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void a_time_has_a_number_and_a_unit() {
        assertThat(Text.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Text.duration("10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(Text.duration("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Text.duration("1h")).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> Text.duration("10")).hasMessageContaining("\"10\"");
    }

    @Test
    void a_time_that_has_passed_is_shown_in_its_two_largest_units() {
        assertThat(Text.elapsed(Duration.ofSeconds(-3))).isEqualTo("0s");
        assertThat(Text.elapsed(Duration.ofMillis(59_999))).isEqualTo("59s");
        assertThat(Text.elapsed(Duration.ofSeconds(61))).isEqualTo("1m 1s");
        assertThat(Text.elapsed(Duration.ofMinutes(61))).isEqualTo("1h 1m");
        assertThat(Text.elapsed(Duration.ofHours(49))).isEqualTo("2d 1h");
    }

    @Test
    void one_child_is_no_children() {
        assertThat(Text.children(1)).isEqualTo("1 child");
        assertThat(Text.children(0)).isEqualTo("0 children");
    }

    @Test
    void a_token_is_written_as_in_zkCli() {
        assertThat(Text.token(42)).isEqualTo("0x2a");
        assertThat(Text.token(0)).isEqualTo("-");
    }

    @Test
    void a_child_that_runs_is_shown_as_crashed_or_as_running_twice_by_its_reason() {
        assertThat(Text.state(running(null))).isEqualTo("running");
        assertThat(Text.state(running("crashed 3 times, last: no route"))).isEqualTo("running, crashed");
        ChildInfo pausing =
                new ChildInfo("c", "t", ChildState.RESTARTING, "b", 1, 4, 1, "crashed 3 times, last: no route");
        assertThat(Text.state(pausing)).isEqualTo("restarting");
        assertThat(Text.isRestless(pausing)).isTrue();
        assertThat(Text.needsAttention(pausing)).isTrue();
        ChildInfo twice = running("runs twice: an earlier run lost its lock on a");
        assertThat(Text.state(twice)).isEqualTo("running, runs twice");
        assertThat(Text.isRestless(twice)).isFalse();
        assertThat(Text.needsAttention(twice)).isTrue();
    }

    private static ChildInfo running(@Nullable String reason) {
        return new ChildInfo("c", "t", ChildState.RUNNING, "b", 1, 1, 1, reason);
    }
}

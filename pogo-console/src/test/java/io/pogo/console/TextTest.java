package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
    void one_child_is_no_children() {
        assertThat(Text.children(1)).isEqualTo("1 child");
        assertThat(Text.children(0)).isEqualTo("0 children");
    }

    @Test
    void a_token_is_written_as_in_zkCli() {
        assertThat(Text.token(42)).isEqualTo("0x2a");
        assertThat(Text.token(0)).isEqualTo("-");
    }
}

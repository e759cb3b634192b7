package io.pogo.examples.demo;

import static io.pogo.examples.demo.Events.START;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {
    @Test
    void rows_come_first() {
        assertThat(TerminalSize.parse("40 120\n", START)).isEqualTo(new TerminalSize(120, 40, START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "stty: not a terminal", "40"})
    void an_unknown_size_is_80_by_24(String answer) {
        assertThat(TerminalSize.parse(answer, START)).isEqualTo(new TerminalSize(80, 24, START));
    }
}

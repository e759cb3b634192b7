package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_as_wide_as_what_is_in_them() {
        Table table = new Table("CHILD", "NODE").row("a-long-id", "n").row("b", "node-b");

        assertThat(table.lines()).containsExactly("CHILD      NODE", "a-long-id  n", "b          node-b");
    }

    @Test
    void what_would_move_the_cursor_or_turn_the_text_around_is_shown_as_a_replacement() {
        assertThat(new Table("A").row("x\u001b[31mred\u202ebla\nbla\u2028").lines())
                .containsExactly("A", "x\ufffd[31mred\ufffdbla\ufffdbla\ufffd");
    }

    @Test
    void letters_of_all_languages_and_markup_are_shown_as_they_are() {
        assertThat(new Table("A", "B").row("\u00fc\ud83d\ude00", "<script>").lines())
                .containsExactly("A   B", "\u00fc\ud83d\ude00  <script>");
    }
}

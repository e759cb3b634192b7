package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_as_wide_as_what_is_in_them() {
        Table table = new Table("CHILD", "NODE").row("a-long-id", "n").row("b", "node-b");

        assertThat(table.lines(Style.PLAIN)).containsExactly("CHILD      NODE", "a-long-id  n", "b          node-b");
    }

    @Test
    void what_would_move_the_cursor_or_turn_the_text_around_is_shown_as_a_replacement() {
        assertThat(new Table("A").row("x\u001b[31mred\u202ebla\nbla\u2028").lines(Style.PLAIN))
                .containsExactly("A", "x\ufffd[31mred\ufffdbla\ufffdbla\ufffd");
    }

    @Test
    void letters_of_all_languages_and_markup_are_shown_as_they_are() {
        assertThat(new Table("A", "B").row("\u00fc\ud83d\ude00", "<script>").lines(Style.PLAIN))
                .containsExactly("A    B", "\u00fc\ud83d\ude00  <script>");
    }

    @Test
    void a_wide_character_takes_two_columns_and_a_combining_mark_none() {
        assertThat(Display.width("abc")).isEqualTo(3);
        assertThat(Display.width("\u76d1\u63a7")).isEqualTo(4);
        assertThat(Display.width("\ud83d\ude80")).isEqualTo(2);
        assertThat(Display.width("e\u0301")).isEqualTo(1);
        assertThat(new Table("A", "B").row("\u76d1\u63a7", "x").row("abcd", "y").lines(Style.PLAIN))
                .containsExactly("A     B", "\u76d1\u63a7  x", "abcd  y");
    }

    @Test
    void a_long_id_is_cut_in_the_middle_on_a_terminal_and_never_in_a_pipe() {
        String id = "monitor-of-the-northern-warehouse-0001";
        Table table = new Table("CHILD", "STATE").row(id, "running");

        assertThat(table.lines(Style.PLAIN)).contains(id + "  running");
        assertThat(table.lines(new Style(false, OptionalInt.of(30))))
                .allMatch(line -> Display.width(line) <= 30)
                .last()
                .isEqualTo("monitor-of\u2026house-0001  running");
        assertThat(Display.cutInTheMiddle("\u76d1\u63a7\u76d1\u63a7\u76d1\u63a7", 7))
                .isEqualTo("\u76d1\u2026\u63a7");
    }

    @Test
    void states_are_coloured_on_a_terminal_unless_NO_COLOR_is_set() {
        Table table = new Table("STATE").row("failed").row("bla");

        assertThat(table.lines(Style.ofTerminal(80, name -> null)))
                .containsExactly("\u001b[1mSTATE\u001b[0m", "\u001b[31mfailed\u001b[0m", "bla");
        assertThat(table.lines(Style.ofTerminal(80, Map.of("NO_COLOR", "1")::get)))
                .contains("failed");
        assertThat(table.lines(Style.ofTerminal(80, Map.of("TERM", "dumb")::get)))
                .contains("failed");
        assertThat(table.lines(Style.PLAIN)).contains("failed");
    }
}

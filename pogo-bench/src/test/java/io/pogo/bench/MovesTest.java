package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static ChildLine line(long nanos, String process, ChildLine.Event event, String child) {
        return new ChildLine(nanos, 0, process, event, child, process.hashCode(), 0, 0, 0);
    }

    private static Moves moves(long since, Map<String, Long> deaths, ChildLine... lines) {
        return Moves.since(since, Run.of(List.of(lines), deaths));
    }

    private static ChildLine start(long nanos, String process) {
        return line(nanos, process, ChildLine.Event.START, "x");
    }

    private static ChildLine end(long nanos, String process) {
        return line(nanos, process, ChildLine.Event.END, "x");
    }

    @Test
    void a_gap_is_from_the_end_of_one_run_to_the_start_of_the_next() {
        Moves moves = moves(150, Map.of(), start(100, "a"), end(200, "a"), start(230, "b"));
        assertThat(moves).isEqualTo(new Moves(List.of(30L), 1, 0, 230));
    }

    @Test
    void a_run_that_begins_before_another_has_ended_is_an_overlap() {
        Moves moves = moves(150, Map.of(), start(100, "a"), start(190, "b"), end(200, "a"));
        assertThat(moves).isEqualTo(new Moves(List.of(0L), 1, 1, 190));
    }

    @Test
    void a_run_in_a_process_that_was_killed_ends_with_it() {
        Moves moves = moves(150, Map.of("a", 170L), start(100, "a"), start(190, "b"));
        assertThat(moves).isEqualTo(new Moves(List.of(20L), 1, 0, 190));
    }

    @Test
    void what_began_before_does_not_count() {
        Moves moves = moves(240, Map.of(), start(100, "a"), end(200, "a"), start(230, "b"));
        assertThat(moves).isEqualTo(new Moves(List.of(), 0, 0, 240));
    }
}

package io.pogo.examples.demo;

import static io.pogo.examples.demo.Events.START;
import static io.pogo.examples.demo.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private static final Instant NOW = START.plusMillis(400);

    @Test
    void children_stand_below_their_node_and_events_below_all() {
        DemoState state = new DemoState(List.of("node-a", "node-b"), List.of("tcp://x:1", "tcp://y:1"));
        state.apply(event("node-a", EventType.JOINED));
        state.apply(event("node-a", EventType.STARTED, "tcp://x:1"));
        state.apply(Events.answer("node-a", EventType.UP, "tcp://x:1", "connected"));

        assertThat(draw(state, 80, 24))
                .containsExactly(
                        "Pogo   short",
                        "NODE    CHILDREN                               STATE      LAST CHECK",
                        "node-a  1 child                                running",
                        "          tcp://x:1                            up         0.4 s ago, connected",
                        "node-b  0 children                             starting",
                        "-       tcp://y:1                              on no node",
                        "",
                        "10:00:00.000  node-a  joined",
                        "10:00:00.000  node-a  started   tcp://x:1");
    }

    @Test
    void many_children_are_counted_where_they_have_no_room() {
        List<String> services =
                IntStream.range(0, 50).mapToObj(i -> "tcp://x:" + i).toList();
        DemoState state = new DemoState(List.of("node-a"), services);
        state.apply(event("node-a", EventType.JOINED));
        services.forEach(id -> state.apply(event("node-a", EventType.STARTED, id)));
        services.forEach(id -> state.apply(event("node-a", EventType.UP, id)));
        state.apply(Events.answer("node-a", EventType.DOWN, "tcp://x:7", "refused"));

        assertThat(draw(state, 80, 24))
                .hasSize(23)
                .contains("node-a  50 children                            running    0.4 s ago, 1 down")
                .last()
                .asString()
                .contains("down      tcp://x:7  (refused)");
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,40", "40,10", "20,5", "300,100", "1,1"})
    void nothing_is_wider_or_higher_than_the_terminal(int columns, int rows) {
        List<String> services = List.of("tcp://" + "long".repeat(40) + ":1", "http://y/" + "path/".repeat(20));
        DemoState state = new DemoState(List.of("node-a", "node-b"), services);
        services.forEach(id -> state.apply(event("node-a", EventType.STARTED, id)));
        services.forEach(id -> state.apply(Events.answer("node-a", EventType.DOWN, id, "reason ".repeat(30))));

        List<String> lines = draw(state, columns, rows);

        assertThat(lines).hasSizeLessThan(Math.max(2, rows)).allMatch(line -> line.length() <= columns);
    }

    private static List<String> draw(DemoState state, int columns, int rows) {
        return Screen.draw(List.of("Pogo", "long".repeat(100), "short"), state, columns, rows, NOW, ZoneOffset.UTC)
                .stream()
                .map(Screen.Line::text)
                .toList();
    }
}

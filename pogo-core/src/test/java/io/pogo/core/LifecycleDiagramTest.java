package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.core.ChildLifecycle.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The diagram in docs/internals.md is drawn from the table. */
class LifecycleDiagramTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "internals.md");
    private static final String BEGIN = "<!-- life cycle: begin -->";
    private static final String END = "<!-- life cycle: end -->";

    /** What the rows of one arrow have in common. */
    private record Arrow(ChildPhase from, ChildPhase to, List<ChildAction> actions) {}

    @Test
    void the_documented_life_cycle_is_the_real_one() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(document).contains(BEGIN, END);
        String drawn = document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));
        assertThat(drawn.strip())
                .as("paste this between the life cycle markers of %s:%n%n%s%n", DOCUMENT, diagram())
                .isEqualTo(diagram());
    }

    private static String diagram() {
        Map<Arrow, String> arrows = new LinkedHashMap<>();
        ChildLifecycle.rows().stream()
                .filter(row -> !ChildLifecycleTest.isIgnored(row))
                .sorted(Comparator.comparing(Row::from).thenComparing(Row::to).thenComparing(Row::signal))
                .forEach(row -> arrows.merge(
                        new Arrow(row.from(), row.to(), row.actions()),
                        row.signal().name(),
                        (one, other) -> one + ", " + other));
        String lines = arrows.entrySet().stream()
                .map(arrow -> line(arrow.getKey(), arrow.getValue()))
                .collect(Collectors.joining());
        return "```mermaid\nstateDiagram-v2\n    [*] --> " + ChildPhase.WAITING + "\n" + lines + "    "
                + ChildPhase.GONE + " --> [*]\n```";
    }

    private static String line(Arrow arrow, String signals) {
        String actions = arrow.actions().isEmpty()
                ? ""
                : " / " + arrow.actions().stream().map(ChildAction::name).collect(Collectors.joining(", "));
        return "    " + arrow.from() + " --> " + arrow.to() + ": " + signals + actions + "\n";
    }
}

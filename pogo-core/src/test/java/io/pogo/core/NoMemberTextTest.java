package io.pogo.core;

import static io.pogo.core.TestScope.FORMAT;
import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.core.NodeView.Status;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Why no member takes child c, word for word. */
class NoMemberTextTest {
    /** A scope and what is said of c in it. */
    record Row(TestScope scope, String said) {
        @Override
        public String toString() {
            return said;
        }
    }

    static Stream<Row> scopes() {
        ChildSpec zoned = ChildSpec.of("c", "t").withRequiredLabel("zone", "1");
        ChildSpec two = zoned.withRequiredLabel("disk", "ssd");
        Offer known = new Offer(Set.of("t"), Map.of(), 9, 9, FORMAT);
        return Stream.of(
                new Row(new TestScope().child("c"), "the scope has no member"),
                new Row(
                        ab().status("a", Status.DRAINING)
                                .status("b", Status.DRAINING)
                                .child("c"),
                        "no member takes children (all are draining)"),
                new Row(
                        ab().status("a", Status.DRAINING)
                                .status("b", Status.UNREADABLE)
                                .child("c"),
                        "no member takes children (all are draining or unreadable)"),
                new Row(
                        xy().node("d", 9, "t")
                                .node("e", 9, "t")
                                .status("d", Status.DRAINING)
                                .status("e", Status.DRAINING)
                                .child("c"),
                        "every member that offers type \"t\" is draining (d, e)"),
                new Row(
                        xy().node(new NodeView("d", 1, Status.UNREADABLE, known))
                                .child("c"),
                        "no member offers type \"t\""),
                new Row(xy().status("y", Status.DRAINING).child("c"), "no member offers type \"t\""),
                new Row(
                        xy().node("d", 9, "t").status("d", Status.DRAINING).placed(zoned),
                        "no member offers type \"t\""),
                new Row(
                        ab().placed(ChildSpec.of("c", "t"), Optional.empty(), FORMAT + 1),
                        "no member that offers type \"t\" is of a version that reads its spec (format 3)"),
                new Row(
                        ab().placed(zoned, Optional.empty(), FORMAT),
                        "no member that offers type \"t\" has label zone=1 (there is none)"),
                new Row(
                        ab().node("d", Map.of("zone", "2"), 9, "t")
                                .node("e", Map.of("zone", "3"), 9, "t")
                                .placed(two),
                        "no member that offers type \"t\" has labels disk=ssd, zone=1 (there is zone=2, zone=3)"),
                new Row(
                        xy().node("d", Map.of("zone", "1"), 9, "t")
                                .status("d", Status.DRAINING)
                                .placed(zoned),
                        "every member that offers type \"t\" and has label zone=1 is draining (d)"),
                new Row(
                        xy().node("d", 1, "t")
                                .child("e")
                                .on("d", "e")
                                .child("c")
                                .failed("c", 0, 0, "x"),
                        "every member that offers type \"t\" is full (capacity 1 in all)"),
                new Row(
                        ab().node("d", 1, "t")
                                .child("e")
                                .on("d", "e")
                                .child("c")
                                .failed("c", 0, 0, "a", "b"),
                        "every member that offers type \"t\" is full (capacity 1 in all) or failed it (a, b: boom)"));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void it_names_what_the_child_needs_and_what_there_is(Row row) {
        ScopeState state = row.scope().state();
        WantedChild child = TestScope.required(state.children(), "c");
        Optional<Failure> failure = Optional.ofNullable(state.failures().get("c"));
        Loads loads = new Loads(state.nodes(), TestScope.MAX_LOCK_BYTES);
        Planning planning =
                new Planning(state, TestScope.SETTINGS, NOW, loads, new Waiting(), state.ids(), Trust.but(Set.of()));
        planning.place();
        assertThat(Eligibility.obstacle(child, failure, state.nodes().values(), loads::used, NOW))
                .contains(row.said());
    }

    private static TestScope ab() {
        return new TestScope().nodes("a", "b");
    }

    private static TestScope xy() {
        return new TestScope().node("x", 9, "x").node("y", 9, "y");
    }
}

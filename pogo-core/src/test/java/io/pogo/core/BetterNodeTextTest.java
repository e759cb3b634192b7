package io.pogo.core;

import static io.pogo.core.Explained.ab;
import static io.pogo.core.Explained.explained;
import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.core.Explained.Row;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The explanation of a child for which another node is better, word for word. */
class BetterNodeTextTest {
    static Stream<Row> children_that_would_be_better_elsewhere() {
        TestScope wider = ab().children(4).child("c").on("a", "c0", "c1", "c2", "c3", "c");
        TestScope busy = TestScope.of(wider.state());
        busy.moving.addAll(Set.of("c0", "c1", "c2", "c3", "m"));
        TestScope still = TestScope.of(wider.state());
        still.rebalancingPaused = true;
        TestScope failing = TestScope.of(wider.state()).failed("c", 0, 0, "d");
        TestScope last = TestScope.of(wider.state());
        last.moving.add("c");
        TestScope tried = ab().child("c").child("d").on("a", "c", "d").failed("d", 0, 0, "b");
        TestScope typed = new TestScope()
                .node("a", 50, "t")
                .node("b", 100, "t")
                .child("c")
                .child("d")
                .on("a", "c", "d");
        for (String id : new String[] {"x", "y", "z"}) {
            typed.unreadable(id).on("b", id);
        }
        TestScope spread =
                ab().node("d", 100, "t").placed(ChildSpec.of("c", "t").withSpreadGroup("g"));
        spread.placed(ChildSpec.of("e", "t").withSpreadGroup("g")).on("a", "c", "e").rebalancingPaused = true;
        TestScope quiet = TestScope.of(tried.state()).membersChangedAt(NOW - 10_000);
        TestScope outdated = TestScope.of(wider.state()).revised("c");
        return Stream.of(
                new Row(quiet, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 2 of 100 \
                        here; no move makes the load more even"""),
                new Row(outdated, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and is run afresh there
                          waits for: its restart
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 5 of 100 \
                        here; waits for its restart"""),
                new Row(grouped(grouped(zones(), "b", "e"), "a", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: rebalancing to be resumed
                          not on b: possible, but spread group g has one there
                          not on d: possible, and better: spread group g has one where zone=1 here; waits for \
                        rebalancing to be resumed
                          not on h: possible, and better: spread group g has one where zone=1 here; waits for \
                        rebalancing to be resumed"""),
                new Row(grouped(grouped(zones(), "b", "e", "f"), "d", "c"), ChildState.RUNNING, "d", """
                        c is RUNNING on d
                          why: it was given to that node (FIRST_START) and may stay
                          not on a: possible, but spread group g has 2 where zone=1 there
                          not on b: possible, but spread group g has 2 there
                          not on h: possible, but just as good; a hash decides between equals"""),
                new Row(grouped(grouped(zones().node("i", 9, "t"), "i", "e"), "d", "c"), ChildState.RUNNING, "d", """
                        c is RUNNING on d
                          why: it was given to that node (FIRST_START) and may stay
                          not on a: possible, but just as good; a hash decides between equals
                          not on b: possible, but just as good; a hash decides between equals
                          not on h: possible, but spread group g has one without label zone there
                          not on i: possible, but spread group g has one there"""),
                new Row(tried, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 2 of 100 \
                        here; no move makes the load more even"""),
                new Row(typed, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: possible, and better: as full, and has fewer of type "t": 0 there, 1 here \
                        without it; moved only where the load stays as even"""),
                new Row(spread, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: rebalancing to be resumed
                          not on b: possible, and better: spread group g has one here; waits for rebalancing to \
                        be resumed
                          not on d: possible, and better: spread group g has one here; waits for rebalancing to \
                        be resumed"""),
                new Row(still, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: rebalancing to be resumed
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 5 of 100 \
                        here; waits for rebalancing to be resumed"""),
                new Row(TestScope.of(wider.state()).membersChangedAt(NOW), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: membership to be quiet until 1970-01-12T13:46:50Z
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 5 of 100 \
                        here; waits for membership to be quiet until 1970-01-12T13:46:50Z"""),
                new Row(busy, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: other moves to finish
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 5 of 100 \
                        here; waits for other moves to finish"""),
                new Row(failing, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: its failure to be over
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 5 of 100 \
                        here; waits for its failure to be over"""),
                new Row(last, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: its last move to finish
                          not on b: possible, and better: would be less full: weight 1 of 100 there, 5 of 100 \
                        here; waits for its last move to finish"""));
    }

    @ParameterizedTest
    @MethodSource("children_that_would_be_better_elsewhere")
    void what_keeps_a_child_from_a_better_node_is_said(Row row) {
        assertThat(explained(row)).hasToString(row.said());
    }

    /** Nodes a and b in zone 1, d in zone 2, h in none. */
    private static TestScope zones() {
        TestScope scope = new TestScope()
                .node("a", Map.of("zone", "1"), 100, "t")
                .node("b", Map.of("zone", "1"), 100, "t")
                .node("d", Map.of("zone", "2"), 100, "t")
                .nodes("h");
        scope.rebalancingPaused = true;
        return scope;
    }

    /** Children of one group that is spread over the zones. */
    private static TestScope grouped(TestScope scope, String node, String... ids) {
        for (String id : ids) {
            scope.placed(ChildSpec.of(id, "t").withSpreadGroup("g", "zone")).on(node, id);
        }
        return scope;
    }
}

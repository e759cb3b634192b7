package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.Restart;
import io.pogo.core.NodeView.Status;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what an explanation says of child c, word for word. */
class ExplanationTextTest {
    /** A scope, how a listing shows the child in it, and what is said. */
    record Row(TestScope scope, ChildState state, @Nullable String node, String said) {
        @Override
        public String toString() {
            return said.replace('\n', ' ');
        }
    }

    static Stream<Row> children_that_have_no_place() {
        return Stream.of(
                new Row(new TestScope().child("c"), ChildState.PENDING, null, """
                        c is PENDING
                          why: the scope has no member
                          waits for: a member that may run it and has room"""),
                new Row(ab().child("c"), ChildState.PENDING, null, """
                        c is PENDING
                          why: it waits for the planner
                          waits for: the planner, which gives it to b
                          not on a: possible, but it goes to b
                          not on b: the planner gives it to that node next"""),
                new Row(ab().child("c").electedAt(NOW), ChildState.PENDING, null, """
                        c is PENDING
                          why: waiting for other members (cold start)
                          waits for: other members, until 1970-01-12T13:46:43Z
                          not on a: possible, but other members are waited for (cold start)
                          not on b: possible, but other members are waited for (cold start)"""),
                new Row(ab().child("c").desired("c", Desired.PAUSED), ChildState.PAUSED, null, """
                        c is PAUSED
                          why: it is paused
                          waits for: somebody to resume it
                          not on a: possible, but it is paused
                          not on b: possible, but it is paused"""),
                new Row(ab().child("c").desired("c", Desired.COMPLETED), ChildState.COMPLETED, null, """
                        c is COMPLETED
                          why: it is completed and not run again
                          not on a: possible, but it is completed and not run again
                          not on b: possible, but it is completed and not run again"""),
                new Row(ab().unreadable("c"), ChildState.PENDING, null, """
                        c is PENDING
                          why: its spec is unreadable
                          not on a: its spec is unreadable, so it gets no other place
                          not on b: its spec is unreadable, so it gets no other place"""),
                new Row(ab().temporary("c", true), ChildState.PENDING, null, """
                        c is PENDING
                          why: a temporary child is not run twice; it is removed
                          not on a: possible, but a temporary child is not run twice
                          not on b: possible, but a temporary child is not run twice"""),
                new Row(ab().child("c").failed("c", NOW + 5_000, 1, "a"), ChildState.FAILED, null, """
                        c is FAILED
                          why: quarantined for 5 s after failing on a: boom
                          waits for: the end of its quarantine
                          not on a: gave it up (boom)
                          not on b: possible, but quarantined for 5 s after failing on a: boom"""),
                new Row(ab().child("c").failed("c", 0, 1, "a", "b"), ChildState.PENDING, null, """
                        c is PENDING
                          why: quarantined for 17874 ms after failing on a, b: boom
                          waits for: the end of its quarantine
                          not on a: gave it up (boom)
                          not on b: gave it up (boom)"""),
                new Row(ab().child("c", "x"), ChildState.PENDING, null, """
                        c is PENDING
                          why: no member offers type "x"
                          waits for: a member that may run it and has room
                          not on a: lacks type "x"
                          not on b: lacks type "x\""""),
                new Row(
                        ab().node("d", 9, "x").status("d", Status.DRAINING).child("c", "x"),
                        ChildState.PENDING,
                        null,
                        """
                        c is PENDING
                          why: every member that offers type "x" is draining (d)
                          waits for: a member that may run it and has room
                          not on a: lacks type "x"
                          not on b: lacks type "x"
                          not on d: draining"""),
                new Row(ab().placed(ChildSpec.of("c", "t").withWeight(101)), ChildState.PENDING, null, """
                        c is PENDING
                          why: every member that offers type "t" is too small for its weight of 101 (the \
                        largest capacity is 100)
                          waits for: a member that may run it and has room
                          not on a: full: weight 0 of 100, and it weighs 101
                          not on b: full: weight 0 of 100, and it weighs 101"""),
                new Row(
                        new TestScope()
                                .node("a", 5, "t")
                                .child("d")
                                .on("a", "d")
                                .placed(ChildSpec.of("c", "t").withWeight(5)),
                        ChildState.PENDING,
                        null,
                        """
                        c is PENDING
                          why: every member that offers type "t" is full (its weight is 5, capacity 5 in all)
                          waits for: a member that may run it and has room
                          not on a: full: weight 1 of 5, and it weighs 5"""),
                new Row(
                        ab().node("d", 1, "t")
                                .child("e")
                                .on("d", "e")
                                .child("c")
                                .pinned("c", "d", 1),
                        ChildState.PENDING,
                        null,
                        """
                        c is PENDING
                          why: it is pinned to d and waits for that node: every member that offers type "t" is \
                        full (capacity 1 in all)
                          waits for: its pin d, which is not possible now: full: 1 of 1 children
                          not on a: pinned to d
                          not on b: pinned to d
                          not on d: full: 1 of 1 children"""),
                new Row(lockBytes(), ChildState.PENDING, null, """
                        c is PENDING
                          why: every member that offers type "t" and has room holds as many bytes of locks as \
                        one session can
                          waits for: a member that may run it and has room
                          not on a: full: it holds as many bytes of locks as one session can"""),
                new Row(
                        new TestScope()
                                .node("a", 1, "t")
                                .node("b", 1, "t")
                                .child("d")
                                .on("b", "d")
                                .child("c")
                                .failed("c", 0, 0, "a"),
                        ChildState.PENDING,
                        null,
                        """
                        c is PENDING
                          why: quarantined for 8245 ms after failing on a: boom
                          waits for: the end of its quarantine
                          not on a: gave it up (boom)
                          not on b: full: 1 of 1 children"""));
    }

    static Stream<Row> children_that_are_on_a_node() {
        TestScope gone = ab().node("g", 9, "t").child("c").on("g", "c").dead("g");
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
        return Stream.of(
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
                new Row(ab().child("c").on("a", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: possible, but just as good; a hash decides between equals"""),
                new Row(ab().child("c").on("a", "c").revised("c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and is run afresh there
                          not on b: possible, but just as good; a hash decides between equals"""),
                new Row(ab().child("c").on("b", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it is given to b (FIRST_START) and starts there when a has stopped it
                          waits for: a to stop it
                          not on b: it is given to that node already"""),
                new Row(ab().child("c").on("b", "c"), ChildState.STUCK, "a", """
                        c is STUCK on a
                          why: it is given to b (FIRST_START), but it is stuck on a
                          waits for: the run on a to return, or the process of a to end
                          not on b: it is given to that node already"""),
                new Row(ab().child("c").pinned("c", "b", 1).on("b", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it is given to b (FIRST_START) and starts there when a has stopped it
                          waits for: a to stop it
                          not on b: it is given to that node already"""),
                new Row(ab().child("c").pinned("c", "b", 1).on("b", "c"), ChildState.RUNNING, "b", """
                        c is RUNNING on b
                          why: it was moved there by somebody (pinned)
                          not on a: pinned to b"""),
                new Row(ab().child("c").pinned("c", "b", 1).on("a", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it is to go to b: it was moved there by somebody (pinned)
                          waits for: the planner, which gives it to b
                          not on b: the planner gives it to that node next"""),
                new Row(
                        ab().node("d", 0, "t").child("c").pinned("c", "d", 1).on("a", "c"),
                        ChildState.RUNNING,
                        "a",
                        """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          waits for: its pin d, which is not possible now: full: 0 of 0 children
                          not on b: pinned to d
                          not on d: full: 0 of 0 children"""),
                new Row(TestScope.of(gone.state()).electedAt(NOW), ChildState.STARTING, "g", """
                        c is STARTING on g
                          why: waiting for other members (cold start)
                          waits for: other members, until 1970-01-12T13:46:43Z
                          not on a: possible, but other members are waited for (cold start)
                          not on b: possible, but other members are waited for (cold start)"""),
                new Row(gone, ChildState.STARTING, "g", """
                        c is STARTING on g
                          why: it is to go to b: the node that had it is gone, and this is the best one that \
                        may run it
                          waits for: the planner, which gives it to b
                          not on a: possible, but it goes to b
                          not on b: the planner gives it to that node next"""),
                new Row(ab().child("c").on("a", "c").status("a", Status.DRAINING), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it is to go to b: the node that had it may not keep it, and this is the best one \
                        that may run it
                          waits for: the planner, which gives it to b
                          not on b: the planner gives it to that node next"""),
                new Row(ab().child("c").on("a", "c").status("a", Status.UNREADABLE), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: possible, but it stays on a, which cannot be read now"""),
                new Row(ab().child("c").desired("c", Desired.PAUSED), ChildState.STOPPING, "a", """
                        c is STOPPING on a
                          why: it is taken away from a: it is paused
                          waits for: a to stop it
                          not on b: possible, but it is paused"""),
                new Row(ab().unreadable("c").on("a", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: its spec is unreadable, so it gets no other place"""),
                new Row(ab().temporary("c", true).on("a", "c"), ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it was given to that node (FIRST_START) and may stay
                          not on b: possible, but a temporary child is not run twice"""),
                new Row(wider, ChildState.RUNNING, "a", """
                        c is RUNNING on a
                          why: it is to go to b: moved there to even out the load
                          waits for: the planner, which gives it to b
                          not on b: the planner gives it to that node next"""),
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
    @MethodSource("children_that_have_no_place")
    void a_child_that_has_no_place_is_said_to_wait(Row row) {
        assertThat(explained(row)).hasToString(row.said());
        assertThat(explained(row).why()).isEqualTo(new WaitReasons(row.scope().state(), SETTINGS, NOW).of("c"));
    }

    @ParameterizedTest
    @MethodSource("children_that_are_on_a_node")
    void a_child_that_is_on_a_node_is_explained_there(Row row) {
        assertThat(explained(row)).hasToString(row.said());
    }

    @Test
    void a_stuck_child_is_explained_with_what_it_holds_up_and_who_can_end_that() {
        StuckChild stuck = new StuckChild("c", "a", NOW, false);
        assertThat(explained(ab().child("c").on("b", "c"), ChildState.STUCK, stuck.reason(Desired.RUNNING, false, "b")))
                .hasToString("""
                        c is STUCK on a
                          why: it is given to b (FIRST_START), but it has not stopped on a since \
                        1970-01-12T13:46:40Z; blocks its move to b
                          waits for: the run on a to return, or the process of a to end
                          not on b: it is given to that node already""");
        assertThat(explained(
                        ab().child("c").desired("c", Desired.PAUSED),
                        ChildState.STUCK,
                        stuck.reason(Desired.PAUSED, false, null)))
                .hasToString("""
                        c is STUCK on a
                          why: it is taken away from a: it is paused, but it has not stopped on a since \
                        1970-01-12T13:46:40Z; blocks its pause
                          waits for: the run on a to return, or the process of a to end
                          not on b: possible, but it is paused""");
    }

    @Test
    void a_child_that_runs_and_has_crashed_lately_is_explained_with_its_error() {
        TestScope failed = ab().child("c").on("a", "c").failed("c", 0, 1);
        String reason =
                Objects.requireNonNull(failed.state().failures().get("c")).reason("a");
        assertThat(explained(failed, ChildState.RUNNING, reason).why())
                .isEqualTo("it was given to that node (FIRST_START) and may stay; it " + reason);
    }

    private static TestScope ab() {
        return new TestScope().nodes("a", "b");
    }

    private static TestScope lockBytes() {
        TestScope scope = new TestScope().nodes("a");
        for (String id : new String[] {"c", "d"}) {
            scope.child(new WantedChild(id, 7, 1, true, "t", Restart.PERMANENT, false, TestScope.MAX_LOCK_BYTES));
        }
        return scope.on("a", "d");
    }

    private static ChildExplanation explained(Row row) {
        return explained(row.scope(), new ChildInfo("c", "t", row.state(), row.node(), 0, 0, 1, null));
    }

    private static ChildExplanation explained(TestScope scope, ChildState state, String reason) {
        return explained(scope, new ChildInfo("c", "t", state, "a", 0, 0, 1, reason));
    }

    private static ChildExplanation explained(TestScope scope, ChildInfo seen) {
        return Explainer.explain(scope.state(), seen, SETTINGS, NOW);
    }
}

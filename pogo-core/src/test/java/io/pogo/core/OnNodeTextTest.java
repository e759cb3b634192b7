package io.pogo.core;

import static io.pogo.core.Explained.ab;
import static io.pogo.core.Explained.explained;
import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildExplanation;
import io.pogo.ChildState;
import io.pogo.core.Explained.Row;
import io.pogo.core.NodeView.Status;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The explanation of a child that is on a node, word for word. */
class OnNodeTextTest {
    static Stream<Row> children_that_are_on_a_node() {
        TestScope gone = ab().node("g", 9, "t").child("c").on("g", "c").dead("g");
        TestScope wider = ab().children(4).child("c").on("a", "c0", "c1", "c2", "c3", "c");
        return Stream.of(
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
                          not on b: the planner gives it to that node next"""));
    }

    @ParameterizedTest
    @MethodSource("children_that_are_on_a_node")
    void a_child_that_is_on_a_node_is_explained_there(Row row) {
        assertThat(explained(row)).hasToString(row.said());
    }

    @Test
    void a_stuck_child_is_explained_with_what_it_holds_up_and_who_can_end_that() {
        StuckChild stuck = new StuckChild("c", "a", NOW, false);
        assertThat(explained(
                        ab().child("c").on("b", "c"), ChildState.STUCK, "a", stuck.reason(Desired.RUNNING, false, "b")))
                .hasToString("""
                        c is STUCK on a
                          why: it is given to b (FIRST_START), but it has not stopped on a since \
                        1970-01-12T13:46:40Z; blocks its move to b
                          waits for: the run on a to return, or the process of a to end
                          not on b: it is given to that node already""");
        assertThat(explained(
                        ab().child("c").desired("c", Desired.PAUSED),
                        ChildState.STUCK,
                        "a",
                        stuck.reason(Desired.PAUSED, false, null)))
                .hasToString("""
                        c is STUCK on a
                          why: it is taken away from a: it is paused, but it has not stopped on a since \
                        1970-01-12T13:46:40Z; blocks its pause
                          waits for: the run on a to return, or the process of a to end
                          not on b: possible, but it is paused""");
    }

    @Test
    void a_child_that_runs_or_starts_and_has_crashed_lately_is_explained_with_its_error() {
        TestScope failed = ab().child("c").on("a", "c").failed("c", 0, 1);
        String reason =
                Objects.requireNonNull(failed.state().failures().get("c")).reason("a");
        assertThat(explained(failed, ChildState.RUNNING, "a", reason).why())
                .isEqualTo("it was given to that node (FIRST_START) and may stay; it " + reason);
        assertThat(explained(failed, ChildState.STARTING, "a", reason).why()).endsWith("may stay; it " + reason);
        assertThat(explained(failed, ChildState.STOPPING, "a", reason).why())
                .isEqualTo("it was given to that node (FIRST_START) and may stay");
    }

    @Test
    void a_child_that_restarts_waits_for_its_pause_to_end() {
        TestScope failed = ab().child("c").on("a", "c").failed("c", 0, 1);
        ChildExplanation explained = explained(failed, ChildState.RESTARTING, "a", "crashed once: boom");
        assertThat(explained.why())
                .isEqualTo("it was given to that node (FIRST_START) and may stay; it crashed once: boom");
        assertThat(explained.waitsFor()).isEqualTo("the pause before its next run on a to end");
    }
}

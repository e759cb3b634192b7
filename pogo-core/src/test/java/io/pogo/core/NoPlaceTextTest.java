package io.pogo.core;

import static io.pogo.core.Explained.ab;
import static io.pogo.core.Explained.explained;
import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.Restart;
import io.pogo.core.Explained.Row;
import io.pogo.core.NodeView.Status;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The explanation of a child that has no place, word for word. */
class NoPlaceTextTest {
    static Stream<Row> children_that_have_no_place() {
        ChildSpec two = ChildSpec.of("c", "t").withRequiredLabel("x", "1").withRequiredLabel("z", "1");
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
                new Row(ab().child("c", "x").child("d").failed("d", 0, 1, "a", "b"), ChildState.PENDING, null, """
                        c is PENDING
                          why: no member offers type "x"
                          waits for: a member that may run it and has room
                          not on a: lacks type "x"
                          not on b: lacks type "x\""""),
                new Row(
                        new TestScope()
                                .node("a", 1, "t")
                                .child("d")
                                .on("a", "d")
                                .child("c")
                                .failed("c", NOW, 1, "a"),
                        ChildState.PENDING,
                        null,
                        """
                        c is PENDING
                          why: every member that offers type "t" is full (capacity 1 in all)
                          waits for: a member that may run it and has room
                          not on a: full: 1 of 1 children"""),
                new Row(
                        new TestScope()
                                .node("a", Map.of("x", "1", "z", "2"), 9, "t")
                                .placed(two),
                        ChildState.PENDING,
                        null,
                        """
                        c is PENDING
                          why: no member that offers type "t" has labels x=1, z=1 (there is x=1, z=2)
                          waits for: a member that may run it and has room
                          not on a: lacks label z=1 (has z=2)"""),
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

    @ParameterizedTest
    @MethodSource("children_that_have_no_place")
    void a_child_that_has_no_place_is_said_to_wait(Row row) {
        assertThat(explained(row)).hasToString(row.said());
        assertThat(explained(row).why()).isEqualTo(new WaitReasons(row.scope().state(), SETTINGS, NOW).of("c"));
    }

    private static TestScope lockBytes() {
        TestScope scope = new TestScope().nodes("a");
        for (String id : new String[] {"c", "d"}) {
            scope.child(new WantedChild(id, 7, 1, true, "t", Restart.PERMANENT, false, TestScope.MAX_LOCK_BYTES));
        }
        return scope.on("a", "d");
    }
}

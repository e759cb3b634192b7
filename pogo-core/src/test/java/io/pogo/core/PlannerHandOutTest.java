package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Restart;
import io.pogo.core.NodeView.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where children without a place go, and what is said of those that get none. */
class PlannerHandOutTest {
    @Test
    void children_are_spread_evenly() {
        TestScope scope = new TestScope().nodes("a", "b", "c").children(9);
        assertThat(placed(scope)).isEqualTo(Map.of("a", 3L, "b", 3L, "c", 3L));
    }

    @Test
    void children_are_spread_in_proportion_to_capacity() {
        TestScope scope =
                new TestScope().node("big", 30, "t").node("small", 10, "t").children(20);
        assertThat(placed(scope)).isEqualTo(Map.of("big", 15L, "small", 5L));
    }

    @Test
    void ties_are_broken_differently_for_each_child() {
        List<String> firsts = IntStream.range(0, 200)
                .mapToObj(i -> new TestScope().nodes("a", "b").child("c" + i).plan())
                .map(plan -> Carry.assigns(plan).get(0).next().nodeId())
                .toList();
        assertThat(firsts.stream().filter("a"::equals).count()).isBetween(60L, 140L);
    }

    @Test
    void a_child_goes_to_a_node_that_offers_its_type() {
        TestScope scope =
                new TestScope().nodes("a", "b").node("x", 1, "special").child("c", "special");
        assertThat(placed(scope)).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void children_that_few_nodes_can_run_are_placed_before_others_take_their_room() {
        for (int i = 0; i < 20; i++) {
            TestScope scope = new TestScope().node("a", 1, "x", "y").node("b", 1, "x");
            scope.child("first-" + i, "x").child("second-" + i, "y");
            assertThat(scope.plan().pending()).isEmpty();
        }
    }

    @Test
    void a_node_takes_no_more_children_than_its_capacity() {
        TestScope scope = new TestScope().node("a", 2, "t").node("b", 3, "t").children(7);
        assertThat(placed(scope)).isEqualTo(Map.of("a", 2L, "b", 3L));
        assertThat(scope.plan().pending())
                .hasSize(2)
                .containsValue("every member that offers type \"t\" is full (capacity 5 in all)");
    }

    @Test
    void a_node_takes_no_more_bytes_of_locks_than_one_session_can_hold() {
        TestScope scope = new TestScope().nodes("a");
        for (int i = 0; i < 4; i++) {
            scope.child(
                    new WantedChild("c" + i, 7, 1, true, "t", Restart.PERMANENT, false, TestScope.MAX_LOCK_BYTES / 3));
        }
        assertThat(placed(scope)).isEqualTo(Map.of("a", 3L));
        assertThat(scope.plan().pending())
                .containsValue("every member that offers type \"t\" and has room holds as many bytes of locks as one"
                        + " session can");
    }

    @Test
    void an_overfull_node_keeps_what_it_has() {
        TestScope scope = new TestScope().nodes("a").children(3).on("a", "c0", "c1", "c2");
        assertThat(scope.node("a", 1, "t").plan().steps()).isEmpty();
    }

    @Test
    void the_reason_says_why_a_child_has_no_place() {
        assertThat(reason(new TestScope())).isEqualTo("the scope has no member");
        assertThat(reason(new TestScope().node("a", 9, "x"))).isEqualTo("no member offers type \"t\"");
        assertThat(reason(new TestScope().nodes("a").status("a", Status.DRAINING)))
                .isEqualTo("no member takes children (all are draining)");
        assertThat(reason(new TestScope().node("a", 0, "t")))
                .isEqualTo("every member that offers type \"t\" is full (capacity 0 in all)");
    }

    private static String reason(TestScope scope) {
        return TestScope.required(scope.child("c").plan().pending(), "c");
    }

    private static Map<String, Long> placed(TestScope scope) {
        return Carry.counts(Carry.out(scope.plan(), scope.state()));
    }
}

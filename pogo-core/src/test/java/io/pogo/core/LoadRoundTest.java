package io.pogo.core;

import static io.pogo.core.Rounds.add;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which child is moved next to even out the load. */
class LoadRoundTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # children on a of capacity 100, children on b, capacity of b, whether one is moved
            2, 0, 100, true
            1, 0, 100, false
            3, 1, 100, true
            2, 1, 100, false
            4, 6, 200, true
            4, 7, 200, false
            """)
    void a_child_is_moved_while_it_makes_its_node_fuller_than_it_would_make_the_other(
            int onA, int onB, int capacity, boolean moved) {
        TestScope scope = new TestScope().node("a", 100, "t").node("b", capacity, "t");
        add(add(scope, "a", "t", onA), "b", "t", onB);
        assertThat(next(scope)).matches(moved ? "t\\d: a -> b" : "");
    }

    @Test
    void the_child_is_moved_that_leaves_the_fuller_of_both_the_least_full() {
        assertThat(next(weights(8, 10, 4, 2))).isEqualTo("t4: a -> b");
        assertThat(next(weights(8, 10, 6, 2))).isEqualTo("t6: a -> b");
        assertThat(next(weights(1, 7, 3, 1))).isEqualTo("t7: a -> b");
        assertThat(next(weights(4, 7, 3, 1))).isEqualTo("t3: a -> b");
        assertThat(next(weights(9, 10))).isEmpty();
    }

    @Test
    void of_children_that_weigh_the_same_one_of_the_type_is_moved_that_the_other_lacks_most() {
        TestScope scope = tu();
        add(add(add(scope, "a", "t", 3), "a", "u", 1), "b", "u", 2);
        assertThat(next(scope)).startsWith("t");
        TestScope reverse = tu();
        add(add(add(reverse, "a", "t", 1), "a", "u", 3), "b", "t", 2);
        assertThat(next(reverse)).startsWith("u");
    }

    @Test
    void of_equally_full_nodes_the_one_gives_that_has_the_most_of_what_the_other_lacks() {
        TestScope scope = tu().node("d", 100, "t", "u");
        add(add(add(scope, "a", "t", 3), "b", "u", 3), "d", "u", 1);
        assertThat(next(scope)).matches("t\\d: a -> d");
        TestScope reverse = tu().node("d", 100, "t", "u");
        add(add(add(reverse, "a", "t", 3), "b", "u", 3), "d", "t", 1);
        assertThat(next(reverse)).matches("u\\d: b -> d");
    }

    @Test
    void the_fullest_node_gives_to_the_least_full_one_first() {
        TestScope scope = new TestScope().nodes("a", "b", "d", "e");
        add(add(add(add(scope, "a", "t", 5), "b", "t", 6), "d", "t", 2), "e", "t", 1);
        assertThat(next(scope)).matches("t\\d+: b -> e");
    }

    @Test
    void where_the_fullest_and_the_emptiest_do_not_suit_each_other_the_next_ones_do() {
        TestScope scope = tu().node("x", 100, "x").node("y", 100, "y");
        add(add(add(scope, "x", "x", 9), "a", "t", 5), "b", "t", 1);
        assertThat(next(scope)).matches("t\\d+: a -> b");
    }

    @Test
    void a_node_with_as_many_children_as_it_takes_gets_none() {
        TestScope scope = new TestScope().nodes("a");
        Rounds.nodeFor(scope, "b", 1, "t");
        add(add(scope, "a", "t", 5), "b", "t", 1);
        assertThat(next(scope)).isEmpty();
    }

    @Test
    void a_child_of_a_spread_group_is_moved_only_where_as_few_others_of_it_are() {
        assertThat(next(group("b"))).isEmpty();
        assertThat(next(group("d"))).isEqualTo("g: a -> b");
    }

    @Test
    void a_child_of_a_spread_group_is_not_moved_where_its_type_is_not_offered() {
        TestScope scope = group("d").node("b", 100, "u");
        assertThat(next(scope)).isEmpty();
    }

    @Test
    void a_heavy_child_of_a_spread_group_stays_where_it_would_only_change_which_node_is_full() {
        TestScope scope = new TestScope().nodes("a", "b");
        scope.placed(ChildSpec.of("g", "t").withSpreadGroup("g").withWeight(5)).on("a", "g");
        assertThat(next(scope)).isEmpty();
        add(scope, "a", "x", 1);
        assertThat(next(scope)).isEmpty();
    }

    /** The group's other child is on that node; only g can be moved. */
    private static TestScope group(String other) {
        TestScope scope = new TestScope().node("a", 100, "t", "x").nodes("b").node("d", 100, "x");
        scope.placed(ChildSpec.of("g", "t").withSpreadGroup("g")).on("a", "g");
        ChildSpec second = ChildSpec.of("h", other.equals("d") ? "x" : "t").withSpreadGroup("g");
        add(scope.placed(second).on(other, "h"), "a", "x", 3);
        return add(scope, "d", "x", other.equals("d") ? 3 : 4);
    }

    /** Children of these weights on a, named after them, and of one weight on b. */
    private static TestScope weights(int onB, int... onA) {
        TestScope scope = new TestScope().nodes("a", "b");
        scope.placed(ChildSpec.of("there", "t").withWeight(onB)).on("b", "there");
        for (int weight : onA) {
            scope.placed(ChildSpec.of("t" + weight, "t").withWeight(weight)).on("a", "t" + weight);
        }
        return scope;
    }

    private static TestScope tu() {
        return new TestScope().node("a", 100, "t", "u").node("b", 100, "t", "u");
    }

    private static String next(TestScope scope) {
        return Rounds.next(LoadRound::new, scope, 5);
    }
}

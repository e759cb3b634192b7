package io.pogo.core;

import static io.pogo.core.Rounds.add;
import static io.pogo.core.Rounds.withLock;
import static io.pogo.core.TestScope.MAX_LOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import org.junit.jupiter.api.Test;

/** The children that a chain of moves consists of. */
class ChainRoundTest {
    @Test
    void a_child_of_the_fullest_node_takes_the_place_of_one_that_can_go_on() {
        TestScope scope = chain();
        assertThat(next(scope, 2)).isEqualTo("u4: b -> d, t0: a -> b");
        assertThat(next(scope, 5)).isEqualTo("u4: b -> d, t0: a -> b");
        assertThat(next(scope, 1)).isEmpty();
    }

    @Test
    void where_the_last_node_would_be_as_full_as_the_first_there_is_no_chain() {
        assertThat(next(add(chain(), "d", "u", 1), 2)).isEmpty();
    }

    @Test
    void a_chain_may_be_long_if_as_many_moves_are_allowed() {
        TestScope scope = new TestScope()
                .node("a", 100, "t")
                .node("b", 100, "t", "u")
                .node("d", 100, "u", "v")
                .node("e", 100, "v");
        add(add(add(add(scope, "a", "t", 4), "b", "u", 3), "d", "v", 3), "e", "v", 2);
        assertThat(next(scope, 3)).isEqualTo("v7: d -> e, u4: b -> d, t0: a -> b");
        assertThat(next(scope, 2)).isEmpty();
    }

    @Test
    void the_shortest_chain_is_taken() {
        TestScope scope = new TestScope()
                .node("a", 100, "t")
                .node("b", 100, "t", "u")
                .node("d", 100, "u", "v")
                .node("e", 100, "v", "u");
        add(add(add(add(scope, "a", "t", 4), "b", "u", 3), "d", "v", 3), "e", "v", 2);
        assertThat(next(scope, 5)).isEqualTo("u4: b -> e, t0: a -> b");
    }

    @Test
    void a_less_full_node_gives_where_the_fullest_has_no_chain() {
        TestScope scope = add(chain().node("x", 100, "x"), "x", "x", 9);
        assertThat(next(scope, 2)).isEqualTo("u4: b -> d, t0: a -> b");
    }

    @Test
    void a_chain_that_is_too_long_hides_no_shorter_one_of_a_less_full_node() {
        TestScope scope = abd().node("y", 100, "y").node("z", 100, "y", "t");
        add(add(add(scope, "a", "t", 5), "b", "u", 5), "d", "u", 3);
        add(add(scope, "y", "y", 6), "z", "t", 5);
        assertThat(next(scope, 3)).matches("u\\d: b -> d, t\\d+: z -> b, y\\d+: y -> z");
        assertThat(next(scope, 2)).isEqualTo("u5: b -> d, t0: a -> b");
    }

    @Test
    void all_children_of_a_chain_weigh_the_same() {
        TestScope heavy = abd();
        add(add(add(heavy, "a", "t", 4, 2), "b", "u", 3, 2), "d", "u", 2, 2);
        assertThat(next(heavy, 2)).isEqualTo("u4: b -> d, t0: a -> b");
        TestScope light = abd();
        add(add(add(light, "a", "t", 4, 2), "b", "u", 6, 1), "d", "u", 2, 2);
        add(light, "d", "u", 1, 1);
        assertThat(next(light, 2)).isEmpty();
    }

    @Test
    void a_node_with_as_many_children_as_it_takes_is_not_the_last_of_a_chain() {
        TestScope scope = new TestScope().node("a", 100, "t").node("b", 100, "t", "u");
        Rounds.nodeFor(scope, "d", 2, "u");
        add(add(add(scope, "a", "t", 4), "b", "u", 3), "d", "u", 2);
        assertThat(next(scope, 2)).isEmpty();
        assertThat(next(Rounds.nodeFor(scope, "d", 3, "u"), 2)).isEqualTo("u4: b -> d, t0: a -> b");
    }

    @Test
    void a_node_whose_session_holds_too_many_bytes_of_locks_is_in_no_chain() {
        TestScope scope = add(abd(), "a", "t", 4);
        withLock(scope, "b", "u4", "u", 10);
        withLock(scope, "b", "u5", "u", 10);
        withLock(scope, "b", "u6", "u", MAX_LOCK_BYTES - 30);
        add(scope, "d", "u", 2);
        assertThat(next(scope, 2)).isEqualTo("u4: b -> d, t0: a -> b");
        withLock(scope, "b", "u6", "u", MAX_LOCK_BYTES - 29);
        scope.assignments.remove(scope.assignments.size() - 1);
        assertThat(next(scope, 2)).isEmpty();
    }

    @Test
    void children_of_spread_groups_take_no_part() {
        TestScope scope = add(add(abd(), "a", "t", 4), "d", "u", 2);
        for (String id : new String[] {"g0", "g1", "g2"}) {
            scope.placed(ChildSpec.of(id, "u").withSpreadGroup("g")).on("b", id);
        }
        assertThat(next(scope, 2)).isEmpty();
    }

    @Test
    void a_scope_without_nodes_has_no_chain() {
        assertThat(next(new TestScope(), 2)).isEmpty();
    }

    /** A scope in which no child of a may run on d, but one of b may, and b may run the children of a. */
    private static TestScope chain() {
        return add(add(add(abd(), "a", "t", 4), "b", "u", 3), "d", "u", 2);
    }

    private static TestScope abd() {
        return new TestScope().node("a", 100, "t").node("b", 100, "t", "u").node("d", 100, "u");
    }

    private static String next(TestScope scope, int mostMoves) {
        return Rounds.next(ChainRound::new, scope, mostMoves);
    }
}

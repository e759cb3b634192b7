package io.pogo.core;

import static io.pogo.core.Rounds.add;
import static io.pogo.core.Rounds.withLock;
import static io.pogo.core.TestScope.MAX_LOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which children are moved or change places to even out a type. */
class TypeRoundTest {
    @Test
    void a_child_goes_where_that_leaves_the_loads_as_even() {
        TestScope scope = add(add(tu(), "a", "t", 3), "b", "u", 2);
        assertThat(next(scope, 1)).isEqualTo("t0: a -> b");
    }

    @Test
    void children_of_two_types_change_places_if_two_moves_are_allowed() {
        TestScope scope = add(add(tu(), "a", "t", 2), "b", "u", 2);
        assertThat(next(scope, 2)).isEqualTo("t0: a -> b, u2: b -> a");
        assertThat(next(scope, 1)).isEmpty();
    }

    @Test
    void a_type_that_is_even_within_one_is_left_alone() {
        assertThat(next(add(add(tu(), "a", "t", 1), "b", "u", 1), 2)).isEmpty();
        TestScope scope = add(add(tu(), "a", "t", 2), "b", "t", 1);
        assertThat(next(add(add(scope, "a", "u", 1), "b", "u", 2), 2)).isEmpty();
    }

    @Test
    void a_type_is_evened_out_by_capacity() {
        TestScope scope = new TestScope().node("a", 100, "t", "u").node("b", 300, "t", "u");
        add(add(add(add(scope, "a", "t", 1), "a", "u", 1), "b", "t", 2), "b", "u", 4);
        assertThat(next(scope, 2)).isEmpty();
        TestScope more = new TestScope().node("a", 100, "t", "u").node("b", 300, "t", "u");
        add(add(add(add(more, "a", "t", 2), "a", "u", 0), "b", "t", 1), "b", "u", 5);
        assertThat(next(more, 2)).isEqualTo("t0: a -> b, u3: b -> a");
    }

    @Test
    void only_children_that_weigh_the_same_change_places() {
        TestScope scope = add(add(tu(), "a", "t", 2, 2), "b", "u", 4, 1);
        assertThat(next(scope, 2)).isEmpty();
        add(add(scope, "a", "u", 1, 2), "b", "u", 1, 2);
        assertThat(next(scope, 2)).isEqualTo("t0: a -> b, u7: b -> a");
    }

    @Test
    void a_third_type_stays_where_giving_one_would_make_it_uneven() {
        TestScope scope = new TestScope().node("a", 100, "t", "v").node("b", 100, "t", "v", "x");
        add(add(add(add(scope, "a", "t", 2), "a", "v", 1), "b", "v", 1), "b", "x", 2);
        assertThat(next(scope, 2)).isEmpty();
    }

    @Test
    void the_node_with_the_most_gives_to_the_one_with_the_least() {
        TestScope scope = tu().node("d", 100, "t", "u").node("e", 100, "t", "u");
        add(add(add(add(scope, "a", "t", 3), "b", "t", 4), "d", "t", 1), "e", "u", 3);
        add(add(scope, "a", "u", 1), "d", "u", 2);
        assertThat(next(scope, 1)).isEqualTo("t3: b -> e");
    }

    @Test
    void where_the_first_two_do_not_suit_each_other_the_next_ones_do() {
        TestScope scope = new TestScope()
                .node("a", Map.of("z", "1"), 100, "t", "u")
                .node("b", 100, "t", "u")
                .node("d", Map.of("z", "1"), 100, "t", "u");
        for (String id : new String[] {"t0", "t1", "t2"}) {
            scope.placed(ChildSpec.of(id, "t").withRequiredLabel("z", "1")).on("a", id);
        }
        add(add(scope, "b", "u", 2), "d", "u", 2);
        assertThat(next(scope, 1)).isEqualTo("t0: a -> d");
    }

    @Test
    void children_change_places_only_within_the_bytes_of_locks() {
        assertThat(next(locks(10, MAX_LOCK_BYTES - 20, 20), 2)).isEqualTo("t0: a -> b, u0: b -> a");
        assertThat(next(locks(20, MAX_LOCK_BYTES - 20, 5), 2)).isEqualTo("t0: a -> b, u0: b -> a");
        assertThat(next(locks(21, MAX_LOCK_BYTES - 20, 5), 2)).isEmpty();
    }

    @Test
    void children_change_places_only_within_the_bytes_of_locks_of_the_first_node() {
        TestScope scope = tu();
        withLock(scope, "a", "t0", "t", 10);
        withLock(scope, "a", "t1", "t", MAX_LOCK_BYTES - 20);
        withLock(scope, "b", "u0", "u", 20);
        withLock(scope, "b", "u1", "u", 20);
        assertThat(next(scope, 2)).isEqualTo("t0: a -> b, u0: b -> a");
        withLock(scope, "b", "u0", "u", 21).assignments.remove(scope.assignments.size() - 1);
        withLock(scope, "b", "u1", "u", 21).assignments.remove(scope.assignments.size() - 1);
        assertThat(next(scope, 2)).isEmpty();
    }

    @Test
    void a_child_that_cannot_be_read_may_be_of_the_type() {
        TestScope scope =
                add(add(tu(), "a", "t", 2), "b", "u", 1).unreadable("x").on("b", "x");
        assertThat(next(scope, 2)).isEmpty();
    }

    @Test
    void children_of_spread_groups_take_no_part() {
        TestScope scope = add(tu(), "b", "u", 2);
        for (String id : new String[] {"t0", "t1"}) {
            scope.placed(ChildSpec.of(id, "t").withSpreadGroup("g")).on("a", id);
        }
        assertThat(next(scope, 2)).isEmpty();
    }

    /** Two of t on a, the first with that many bytes; on b a big one and u0. */
    private static TestScope locks(int first, int big, int back) {
        TestScope scope = tu();
        withLock(scope, "a", "t0", "t", first);
        withLock(scope, "a", "t1", "t", first);
        withLock(scope, "b", "u0", "u", back);
        withLock(scope, "b", "u1", "u", big);
        return scope;
    }

    private static TestScope tu() {
        return new TestScope().node("a", 100, "t", "u").node("b", 100, "t", "u");
    }

    private static String next(TestScope scope, int mostMoves) {
        return Rounds.next(TypeRound::new, scope, mostMoves);
    }
}

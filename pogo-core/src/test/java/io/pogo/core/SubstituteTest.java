package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A child that has failed on a node does not keep others of its kind from it: the next one is moved in its stead. */
class SubstituteTest {
    @Test
    void a_type_is_evened_out_with_the_next_of_the_kind() {
        TestScope scope = tu(List.of("t0", "t1", "t2"), List.of("u0", "u1"));
        assertThat(moves(scope)).containsExactly("t0 to b", "u0 to a");
        assertThat(moves(scope, "t0 on b")).containsExactly("t1 to b", "u0 to a");
        assertThat(moves(scope, "t0 on b", "t1 on b")).containsExactly("t2 to b", "u0 to a");
        assertThat(moves(scope, "t0 on b", "t1 on b", "t2 on b")).isEmpty();
    }

    @Test
    void children_change_places_with_the_next_of_the_kind() {
        TestScope scope = tu(List.of("t0", "t1"), List.of("u0", "u1"));
        assertThat(moves(scope)).containsExactly("t0 to b", "u0 to a");
        assertThat(moves(scope, "t0 on b")).containsExactly("t1 to b", "u0 to a");
        assertThat(moves(scope, "u0 on a")).containsExactly("t0 to b", "u1 to a");
        assertThat(moves(scope, "t0 on b", "u0 on a")).containsExactly("t1 to b", "u1 to a");
        assertThat(moves(scope, "u0 on a", "u1 on a")).isEmpty();
    }

    @Test
    void a_chain_is_made_of_the_next_of_each_kind() {
        TestScope scope =
                new TestScope().node("a", 100, "t").node("b", 100, "t", "u").node("d", 100, "u");
        List.of("t0", "t1", "t2", "t3").forEach(id -> scope.child(id, "t").on("a", id));
        List.of("u0", "u1", "u2").forEach(id -> scope.child(id, "u").on("b", id));
        List.of("u3", "u4").forEach(id -> scope.child(id, "u").on("d", id));
        assertThat(moves(scope)).containsExactly("t0 to b", "u0 to d");
        assertThat(moves(scope, "t0 on b")).containsExactly("t1 to b", "u0 to d");
        assertThat(moves(scope, "t0 on b", "t1 on b")).containsExactly("t2 to b", "u0 to d");
        assertThat(moves(scope, "u0 on d")).containsExactly("t0 to b", "u1 to d");
        assertThat(moves(scope, "u0 on d", "u1 on d", "u2 on d")).containsExactly("t0 to b");
    }

    @Test
    void a_spread_group_is_spread_with_the_next_of_the_kind() {
        TestScope scope = new TestScope().nodes("a", "b");
        for (String id : List.of("g0", "g1", "g2")) {
            scope.placed(ChildSpec.of(id, "t").withSpreadGroup("g")).on("a", id);
        }
        assertThat(moves(scope)).containsExactly("g0 to b");
        assertThat(moves(scope, "g0 on b")).containsExactly("g1 to b");
        assertThat(moves(scope, "g0 on b", "g1 on b")).containsExactly("g2 to b");
        assertThat(moves(scope, "g0 on b", "g1 on b", "g2 on b")).isEmpty();
    }

    @Test
    void the_load_is_evened_out_with_the_next_of_the_kind() {
        TestScope scope = tu(List.of("t0", "t1", "t2"), List.of("u0"));
        String first = moves(scope).get(0).substring(0, 2);
        assertThat(moves(scope, first + " on b")).hasSize(1).doesNotContain(first + " to b");
        assertThat(moves(scope, "t0 on b", "t1 on b", "t2 on b")).isEmpty();
    }

    /** Two nodes for both types, with these children; the first letter of an id is its type. */
    private static TestScope tu(List<String> onA, List<String> onB) {
        TestScope scope = new TestScope().node("a", 100, "t", "u").node("b", 100, "t", "u");
        onA.forEach(id -> scope.child(id, id.substring(0, 1)).on("a", id));
        onB.forEach(id -> scope.child(id, id.substring(0, 1)).on("b", id));
        return scope;
    }

    /** The children that one plan moves, where some have failed on a node before. */
    private static List<String> moves(TestScope scope, String... failed) {
        ScopeState state = scope.state();
        Trust trust = new FailedBefore(Set.of(failed));
        Loads loads = new Loads(state.nodes(), SETTINGS.maxLockBytes());
        Planning planning = new Planning(state, SETTINGS, NOW, loads, new Waiting(), state.ids(), trust);
        planning.place();
        planning.balance(Long.MAX_VALUE, Resume.START);
        return Carry.assigns(planning.plan()).stream()
                .map(step -> step.childId() + " to " + step.next().nodeId())
                .sorted()
                .toList();
    }

    private record FailedBefore(Set<String> failed) implements Trust {
        @Override
        public boolean isSuspect(NodeView node, String type) {
            return false;
        }

        @Override
        public int movesLeft(NodeView node, String type) {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean isTrial(NodeView node, String type) {
            return false;
        }

        @Override
        public boolean hasFailed(String childId, NodeView node) {
            return failed.contains(childId + " on " + node.id());
        }
    }
}

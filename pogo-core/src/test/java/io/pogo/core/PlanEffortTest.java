package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The number of steps that the search for moves takes in big scopes, counted, so that no other work on the machine
 * matters.
 */
class PlanEffortTest {
    private static final int NODES = 20;

    @Test
    void a_chain_that_there_is_not_is_looked_for_in_steps_that_grow_with_the_kinds_of_children() {
        assertThat(steps(ChainRound::new, zones(10_000, 1_000))).isLessThan(150_000);
        assertThat(steps(ChainRound::new, zones(10_000, 500))).isLessThan(75_000);
        assertThat(steps(ChainRound::new, zones(20_000, 1_000))).isLessThan(150_000);
    }

    @Test
    void a_move_that_there_is_not_is_looked_for_in_steps_that_do_not_grow_with_the_children() {
        long few = steps(LoadRound::new, zones(2_000, 100));
        assertThat(steps(LoadRound::new, zones(20_000, 100))).isEqualTo(few).isLessThan(1_000);
    }

    @Test
    void a_type_that_is_even_costs_one_step() {
        assertThat(steps(TypeRound::new, types(100, 100))).isEqualTo(100);
    }

    /** Two kinds on each of two full nodes, and two nodes that nothing of it may run on. */
    @Test
    void each_node_each_kind_and_each_child_that_is_compared_is_a_step() {
        TestScope scope = new TestScope().nodes("a", "b").node("d", 100, "x").node("e", 100, "x");
        for (String node : new String[] {"a", "b"}) {
            Rounds.add(Rounds.add(scope, node, "t", 4), node, "t", 2, 2);
        }
        // For each of two takers: two givers, with one type each.
        assertThat(steps(LoadRound::new, scope.state())).isEqualTo(2 * (2 + 2));
        assertThat(steps(TypeRound::new, scope.state())).isEqualTo(1);
        // For each of two weights: four nodes, one kind and the two nodes for it, and the node that is left from there.
        assertThat(steps(ChainRound::new, scope.state())).isEqualTo(2 * (4 + (1 + 2) + (1 + 1)));
    }

    private static long steps(BiFunction<Loads, Effort, Balance.Round> kind, ScopeState state) {
        Planning planning = new Planning(state, TestScope.SETTINGS, TestScope.NOW);
        planning.place();
        Effort effort = Effort.unlimited();
        assertThat(kind.apply(planning.loads(), effort).next(Integer.MAX_VALUE)).isEmpty();
        return effort.spent();
    }

    /** All are bound to the first of two zones, and even there. */
    private static ScopeState zones(int children, int weights) {
        TestScope scope = new TestScope();
        for (int i = 0; i < NODES; i++) {
            scope.node("n" + i, Map.of("zone", i < NODES / 2 ? "a" : "b"), 100_000_000, "t");
        }
        for (int i = 0; i < children; i++) {
            ChildSpec spec = ChildSpec.of("c" + i, "t").withWeight(1 + i / (NODES / 2) % weights);
            scope.placed(spec.withRequiredLabel("zone", "a")).on("n" + i % (NODES / 2), "c" + i);
        }
        return scope.state();
    }

    /** Each node offers all types, and has one child of each. */
    private static ScopeState types(int nodes, int types) {
        TestScope scope = new TestScope();
        String[] all = IntStream.range(0, types).mapToObj(i -> "t" + i).toArray(String[]::new);
        for (int n = 0; n < nodes; n++) {
            scope.node("n" + n, 10_000, all);
            for (String type : all) {
                scope.child("c" + n + "-" + type, type).on("n" + n, "c" + n + "-" + type);
            }
        }
        return scope.state();
    }
}

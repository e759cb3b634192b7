package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Evenness where children are of several types and weights, on nodes that are all alike. */
class PlannerTypesTest {
    private static final List<String> TYPES = List.of("t", "u", "v");

    @Test
    void each_type_and_all_together_end_within_one_of_even() {
        Seeds.forEach(500, random -> {
            ScopeState end = Carry.toTheEnd(SETTINGS, scattered(random, 1).state(), NOW);
            assertThat(difference(end, child -> 1)).isLessThanOrEqualTo(1);
            for (String type : TYPES) {
                assertThat(difference(end, child -> child.type().equals(type) ? 1 : 0))
                        .as(type)
                        .isLessThanOrEqualTo(1);
            }
        });
    }

    @Test
    void weights_end_within_the_largest_of_even() {
        Seeds.forEach(500, random -> {
            ScopeState end = Carry.toTheEnd(SETTINGS, scattered(random, 9).state(), NOW);
            assertThat(difference(end, child -> child.placement().weight())).isLessThanOrEqualTo(9);
        });
    }

    @Test
    void new_children_are_handed_out_within_one_of_even_for_each_type_without_a_move() {
        Seeds.forEach(300, random -> {
            TestScope scope = scattered(random, 1);
            scope.assignments.clear();
            ScopeState end = Carry.out(scope.plan(), scope.state());
            for (String type : TYPES) {
                assertThat(difference(end, child -> child.type().equals(type) ? 1 : 0))
                        .isLessThanOrEqualTo(1);
            }
            assertThat(new Planner(SETTINGS).plan(end, NOW).steps()).isEmpty();
        });
    }

    @Test
    void when_a_node_joins_its_share_is_moved_and_at_most_two_change_places_for_the_types() {
        Seeds.forEach(300, random -> {
            ScopeState before = Carry.toTheEnd(SETTINGS, scattered(random, 1).state(), NOW);
            ScopeState joined = TestScope.of(before)
                    .node("joined", 10_000, TYPES.toArray(String[]::new))
                    .state();
            ScopeState after = Carry.toTheEnd(SETTINGS, joined, NOW);
            Set<Assignment> changed = new HashSet<>(after.assignments());
            changed.removeAll(before.assignments());
            int nodes = joined.nodes().size();
            int share = (joined.children().size() + nodes - 1) / nodes;
            assertThat(changed).hasSizeLessThanOrEqualTo(share + 2);
        });
    }

    private static TestScope scattered(Random random, int maxWeight) {
        TestScope scope = new TestScope();
        int nodes = 1 + random.nextInt(7);
        for (int i = 0; i < nodes; i++) {
            scope.node("n" + i, 10_000, TYPES.toArray(String[]::new));
        }
        int children = random.nextInt(80);
        for (int i = 0; i < children; i++) {
            String type = TYPES.get(random.nextInt(1 + random.nextInt(TYPES.size())));
            scope.placed(ChildSpec.of("c" + i, type).withWeight(1 + random.nextInt(maxWeight)));
            if (random.nextBoolean()) {
                scope.on("n" + random.nextInt(1 + random.nextInt(nodes)), "c" + i);
            }
        }
        return scope;
    }

    /** Between the node with the most and the one with the least. */
    private static long difference(ScopeState state, ToLongFunction<WantedChild> of) {
        LongSummaryStatistics all = state.nodes().keySet().stream()
                .mapToLong(id -> state.assignments().stream()
                        .filter(a -> a.nodeId().equals(id))
                        .mapToLong(a -> of.applyAsLong(TestScope.required(state.children(), a.childId())))
                        .sum())
                .summaryStatistics();
        return all.getMax() - all.getMin();
    }
}

package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Small scopes, where every placement there is can be looked at: the planner's is as even as any, and takes the fewest
 * moves.
 */
class PlannerOptimumTest {
    private static final List<String> LABELS = List.of("x", "y", "z");

    @Test
    void no_placement_is_more_even_and_none_as_even_takes_fewer_moves() {
        Seeds.forEach(1_000, random -> assertBest(placed(random, false), 0));
    }

    @Test
    void where_labels_are_required_none_is_more_even_and_none_as_even_takes_fewer_by_more_than_one_move() {
        Seeds.forEach(2_000, random -> assertBest(placed(random, true), 1));
    }

    private static void assertBest(ScopeState start, int tolerance) {
        Map<String, String> before = nodes(start);
        Map<String, String> after = nodes(Carry.toTheEnd(SETTINGS, start, NOW));
        int[] reached = loads(after, start);
        int[] fewest = {Integer.MAX_VALUE};
        everyPlacement(start, placement -> {
            int order = Arrays.compare(loads(placement, start), reached);
            assertThat(order).as("%s is more even than %s", placement, after).isNotNegative();
            if (order == 0) {
                fewest[0] = Math.min(fewest[0], moves(before, placement));
            }
        });
        assertThat(moves(before, after)).isLessThanOrEqualTo(fewest[0] + tolerance);
    }

    /** All that there are have a place, and may have it. */
    private static ScopeState placed(Random random, boolean labelled) {
        TestScope scope = new TestScope();
        int nodes = 2 + random.nextInt(3);
        for (int i = 0; i < nodes; i++) {
            Map<String, String> labels = new HashMap<>();
            LABELS.stream().filter(label -> random.nextBoolean()).forEach(label -> labels.put(label, "1"));
            scope.node("n" + i, labels, 100, "t");
        }
        int children = random.nextInt(7);
        for (int i = 0; i < children; i++) {
            ChildSpec spec = ChildSpec.of("c" + i, "t");
            String label = LABELS.get(random.nextInt(LABELS.size()));
            scope.placed(!labelled || random.nextBoolean() ? spec : spec.withRequiredLabel(label, "1"));
            List<String> right = right(TestScope.required(scope.children, "c" + i), scope.nodes);
            if (right.isEmpty()) {
                scope.children.remove("c" + i);
            } else {
                scope.on(right.get(random.nextInt(1 + random.nextInt(right.size()))), "c" + i);
            }
        }
        return scope.state();
    }

    private static List<String> right(WantedChild child, Map<String, NodeView> nodes) {
        return nodes.values().stream()
                .filter(node -> node.labels()
                        .entrySet()
                        .containsAll(child.placement().requiredLabels().entrySet()))
                .map(NodeView::id)
                .sorted()
                .toList();
    }

    private static void everyPlacement(ScopeState state, Consumer<Map<String, String>> consumer) {
        everyPlacement(state, new ArrayList<>(state.children().keySet()), new HashMap<>(), consumer);
    }

    private static void everyPlacement(
            ScopeState state,
            List<String> left,
            Map<String, String> placement,
            Consumer<Map<String, String>> consumer) {
        if (left.isEmpty()) {
            consumer.accept(placement);
            return;
        }
        String id = left.get(0);
        for (String node : right(TestScope.required(state.children(), id), state.nodes())) {
            placement.put(id, node);
            everyPlacement(state, left.subList(1, left.size()), placement, consumer);
        }
        placement.remove(id);
    }

    private static int moves(Map<String, String> before, Map<String, String> after) {
        return (int) after.entrySet().stream()
                .filter(e -> !e.getValue().equals(before.get(e.getKey())))
                .count();
    }

    /** How many children each node has, the most first. */
    private static int[] loads(Map<String, String> placement, ScopeState state) {
        return state.nodes().keySet().stream()
                .mapToInt(id ->
                        -(int) placement.values().stream().filter(id::equals).count())
                .sorted()
                .map(n -> -n)
                .toArray();
    }

    private static Map<String, String> nodes(ScopeState state) {
        Map<String, String> nodes = new HashMap<>();
        state.assignments().forEach(a -> nodes.put(a.childId(), a.nodeId()));
        return nodes;
    }
}

package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How children of one spread group are kept apart. */
class PlannerSpreadTest {
    @Test
    void children_of_a_group_go_to_different_nodes_then_to_different_zones() {
        TestScope scope = zones("a1", "a2", "a3", "b1");
        scope.placed(ChildSpec.of("1", "t").withSpreadGroup("g", "zone"));
        scope.placed(ChildSpec.of("2", "t").withSpreadGroup("g", "zone"));
        Map<String, Long> counts = placed(scope);
        assertThat(counts).hasSize(2).containsEntry("b1", 1L);
        scope.placed(ChildSpec.of("3", "t").withSpreadGroup("g", "zone"));
        assertThat(placed(scope)).as("another node comes before another zone").hasSize(3);
    }

    @Test
    void keeping_apart_comes_before_an_even_load() {
        TestScope scope = zones("a1", "b1").children(6).on("b1", "c0", "c1", "c2", "c3", "c4", "c5");
        scope.placed(ChildSpec.of("g1", "t").withSpreadGroup("g")).on("a1", "g1");
        scope.placed(ChildSpec.of("g2", "t").withSpreadGroup("g"));
        assertThat(Carry.assigns(scope.membersChangedAt(NOW).plan()))
                .singleElement()
                .satisfies(step -> assertThat(step.next().nodeId()).isEqualTo("b1"));
    }

    @Test
    void more_children_than_nodes_share_them() {
        TestScope scope = zones("a1", "b1");
        for (int i = 0; i < 5; i++) {
            scope.placed(ChildSpec.of("g" + i, "t").withSpreadGroup("g"));
        }
        assertThat(placed(scope).values()).containsExactlyInAnyOrder(2L, 3L);
        assertThat(scope.plan().pending()).isEmpty();
    }

    @Test
    void a_member_that_joins_takes_one_of_those_that_share_a_node_within_the_limit_of_moves() {
        TestScope scope = zones("a1");
        for (int i = 0; i < 40; i++) {
            scope.placed(ChildSpec.of("x" + i, "t").withSpreadGroup("g" + i / 2));
            scope.on("a1", "x" + i);
        }
        zone(scope, "b1");
        assertThat(scope.membersChangedAt(NOW).plan().steps()).isEmpty();
        PlacementPlan plan = scope.membersChangedAt(0).plan();
        assertThat(plan.moved()).hasSize(5);
        ScopeState end = Carry.toTheEnd(TestScope.SETTINGS, scope.state(), NOW);
        assertThat(crowded(end)).isZero();
        scope.rebalancingPaused = true;
        assertThat(scope.plan().steps()).isEmpty();
    }

    @Test
    void an_even_load_is_not_bought_with_children_of_a_group_on_one_node() {
        TestScope scope = zones("a1", "b1");
        for (int i = 0; i < 6; i++) {
            scope.placed(ChildSpec.of("x" + i, "t").withSpreadGroup("g" + i)).on("a1", "x" + i);
            scope.placed(ChildSpec.of("y" + i, "t").withWeight(3).withSpreadGroup("g" + i))
                    .on("b1", "y" + i);
        }
        assertThat(scope.plan().steps()).isEmpty();
    }

    @Test
    void groups_end_spread_and_stay_so_whatever_becomes_of_the_nodes() {
        Seeds.forEach(400, random -> {
            TestScope scope = randomGroups(random);
            ScopeState state = Carry.toTheEnd(TestScope.SETTINGS, scope.state(), NOW);
            assertSpread(state);
            TestScope changed = TestScope.of(state);
            if (random.nextBoolean() && state.nodes().size() > 1) {
                changed.dead(state.nodes().keySet().iterator().next());
            } else {
                zone(changed, "cnew");
            }
            assertSpread(Carry.toTheEnd(TestScope.SETTINGS, changed.state(), NOW));
        });
    }

    private static TestScope randomGroups(Random random) {
        TestScope scope = new TestScope();
        int nodes = 1 + random.nextInt(6);
        for (int i = 0; i < nodes; i++) {
            zone(scope, "abc".charAt(random.nextInt(3)) + "" + i);
        }
        int children = random.nextInt(40);
        for (int i = 0; i < children; i++) {
            String group = "g" + random.nextInt(8);
            ChildSpec spec = ChildSpec.of("x" + i, "t");
            scope.placed(random.nextInt(4) == 0 ? spec : spec.withSpreadGroup(group, "zone"));
            if (random.nextBoolean()) {
                Set<String> ids = scope.nodes.keySet();
                scope.on(
                        ids.stream()
                                .skip(random.nextInt(ids.size()))
                                .findFirst()
                                .orElseThrow(),
                        "x" + i);
            }
        }
        return scope;
    }

    /**
     * Every node is right for every child and has room: so each group is within one on nodes, and no zone has
     * needlessly many.
     */
    private static void assertSpread(ScopeState state) {
        Map<String, Map<String, Integer>> groups = groups(state);
        groups.forEach((group, byNode) -> {
            LongSummaryStatistics on = state.nodes().keySet().stream()
                    .mapToLong(id -> byNode.getOrDefault(id, 0))
                    .summaryStatistics();
            assertThat(on.getMax() - on.getMin()).as(group).isLessThanOrEqualTo(1);
            Map<Character, Integer> byZone = new HashMap<>();
            byNode.forEach((id, count) -> byZone.merge(id.charAt(0), count, Integer::sum));
            for (String from : byNode.keySet()) {
                for (String to : state.nodes().keySet()) {
                    if (byNode.get(from) == byNode.getOrDefault(to, 0) + 1) {
                        assertThat(byZone.get(from.charAt(0)))
                                .as("%s in the zones of %s and %s", group, from, to)
                                .isLessThanOrEqualTo(byZone.getOrDefault(to.charAt(0), 0) + 1);
                    }
                }
            }
        });
    }

    private static Map<String, Map<String, Integer>> groups(ScopeState state) {
        Map<String, Map<String, Integer>> groups = new HashMap<>();
        state.assignments()
                .forEach(a -> TestScope.required(state.children(), a.childId())
                        .placement()
                        .spreadGroup()
                        .ifPresent(g ->
                                groups.computeIfAbsent(g, k -> new HashMap<>()).merge(a.nodeId(), 1, Integer::sum)));
        return groups;
    }

    private static long crowded(ScopeState state) {
        return groups(state).values().stream()
                .flatMap(byNode -> new HashSet<>(byNode.values()).stream())
                .filter(count -> count > 1)
                .count();
    }

    private static Map<String, Long> placed(TestScope scope) {
        return Carry.counts(Carry.out(scope.plan(), scope.state()));
    }

    private static TestScope zones(String... ids) {
        TestScope scope = new TestScope();
        for (String id : ids) {
            zone(scope, id);
        }
        return scope;
    }

    /** The first letter is the zone. */
    private static void zone(TestScope scope, String id) {
        scope.node(id, Map.of("zone", id.substring(0, 1)), 100, "t");
    }
}

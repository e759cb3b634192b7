package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.StartReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for random scopes whose nodes are all alike: they end up even, with no more moves than that takes. */
class PlannerEvennessTest {
    private static final long NOW = TestScope.NOW;
    private static final PlannerSettings SETTINGS = TestScope.SETTINGS;
    private static final Planner PLANNER = new Planner(SETTINGS);

    @Test
    void like_nodes_end_within_one_of_each_other() {
        Seeds.forEach(500, random -> {
            TestScope scope = RandomScope.uniform(random, 1 + random.nextInt(9), random.nextInt(120));
            String[] ids = scope.nodes.keySet().toArray(String[]::new);
            for (String child : scope.children.keySet()) {
                if (random.nextInt(3) > 0) {
                    scope.on(ids[random.nextInt(1 + random.nextInt(ids.length))], child);
                }
            }
            assertEven(Carry.toTheEnd(SETTINGS, scope.state(), NOW));
        });
    }

    @Test
    void when_a_node_joins_no_more_than_its_share_is_moved() {
        Seeds.forEach(300, random -> {
            int children = random.nextInt(200);
            TestScope scope = RandomScope.uniform(random, 1 + random.nextInt(9), children);
            ScopeState before = Carry.toTheEnd(SETTINGS, scope.state(), NOW);
            int nodes = before.nodes().size() + 1;
            ScopeState joined = TestScope.of(before).node("joined", 10_000, "t").state();
            ScopeState after = Carry.toTheEnd(SETTINGS, joined, NOW);
            Set<Assignment> changed = new HashSet<>(after.assignments());
            changed.removeAll(before.assignments());
            assertThat(changed).hasSizeLessThanOrEqualTo((children + nodes - 1) / nodes);
            assertThat(changed).allMatch(a -> a.nodeId().equals("joined"));
            assertEven(after);
        });
    }

    @Test
    void when_several_nodes_die_their_children_are_taken_over_and_no_other_is_touched() {
        Seeds.forEach(500, random -> {
            TestScope scope = RandomScope.uniform(random, 2 + random.nextInt(8), random.nextInt(200));
            ScopeState before = Carry.toTheEnd(SETTINGS, scope.state(), NOW);
            List<String> ids = new ArrayList<>(before.nodes().keySet());
            Collections.shuffle(ids, random);
            Set<String> dead = Set.copyOf(ids.subList(0, 1 + random.nextInt(ids.size() - 1)));
            TestScope left = TestScope.of(before).dead(dead.toArray(String[]::new));
            PlacementPlan plan = PLANNER.plan(left.membersChangedAt(NOW).state(), NOW);
            assertThat(plan.steps()).allSatisfy(step -> {
                PlanStep.Assign assign = (PlanStep.Assign) step;
                assertThat(assign.next().reason()).isEqualTo(StartReason.TAKEOVER);
                assertThat(assign.replaced()).hasSize(1).allMatch(a -> dead.contains(a.nodeId()));
            });
            assertThat(plan.pending()).isEmpty();
            assertEven(Carry.out(plan, left.state()));
        });
    }

    private static void assertEven(ScopeState state) {
        Map<String, Long> counts = Carry.counts(state);
        var all = state.nodes().keySet().stream()
                .mapToLong(id -> counts.getOrDefault(id, 0L))
                .summaryStatistics();
        assertThat(all.getSum()).isEqualTo(state.children().size());
        assertThat(all.getMax() - all.getMin()).isLessThanOrEqualTo(1);
    }
}

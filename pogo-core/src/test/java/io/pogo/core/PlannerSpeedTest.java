package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans for big scopes and prints how long that takes; asserts no time. */
class PlannerSpeedTest {
    private static final Planner PLANNER = new Planner(TestScope.SETTINGS);

    @Test
    void ten_thousand_children_on_three_nodes() {
        measure(3, 10_000);
    }

    @Test
    void a_hundred_thousand_children_on_a_hundred_nodes() {
        measure(100, 100_000);
    }

    /** Ten types, each offered by half of the nodes; two zones; weights; spread groups of three. */
    @Test
    void fifty_thousand_children_with_all_demands_on_fifty_nodes() {
        Random random = new Random(1);
        TestScope scope = new TestScope();
        for (int i = 0; i < 50; i++) {
            String[] types =
                    random.ints(5, 0, 10).mapToObj(t -> "t" + t).distinct().toArray(String[]::new);
            scope.node("n" + i, Map.of("zone", i % 2 == 0 ? "a" : "b"), 10_000, types);
        }
        for (int i = 0; i < 50_000; i++) {
            ChildSpec spec = ChildSpec.of("c" + i, "t" + random.nextInt(10)).withWeight(1 + random.nextInt(3));
            ChildSpec grouped = i % 3 == 0 ? spec : spec.withSpreadGroup("g" + i / 9, "zone");
            scope.placed(i % 5 == 0 ? grouped.withRequiredLabel("zone", "a") : grouped);
        }
        ScopeState placed = placed(time("all new", scope.state()), scope.state());
        time("all placed", placed);
        time("a node died", TestScope.of(placed).dead("n0").state());
        long start = System.nanoTime();
        int moves = Preview.of(PLANNER, placed, List.of("n0"), List.of(), TestScope.NOW)
                .moves()
                .size();
        System.out.println("preview of " + moves + " moves: " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static void measure(int nodes, int children) {
        TestScope scope = RandomScope.uniform(new Random(1), nodes, children);
        for (int round = 0; round < 2; round++) {
            PlacementPlan plan = time("all new", scope.state());
            assertThat(plan.steps()).hasSize(children);
            ScopeState placed = placed(plan, scope.state());
            assertThat(time("all placed", placed).steps()).isEmpty();
            String first = placed.nodes().keySet().iterator().next();
            time("a node died", TestScope.of(placed).dead(first).state());
            time(
                    "a node joined",
                    TestScope.of(placed).node("joined", 10_000, "t").state());
            time("nobody offers the type", RandomScope.withoutTypes(placed));
        }
    }

    private static PlacementPlan time(String what, ScopeState state) {
        long start = System.nanoTime();
        PlacementPlan plan = PLANNER.plan(state, TestScope.NOW);
        long micros = (System.nanoTime() - start) / 1_000;
        System.out.printf(
                "planned %d children on %d nodes, %s: %d.%03d ms, %d steps%n",
                state.children().size(),
                state.nodes().size(),
                what,
                micros / 1_000,
                micros % 1_000,
                plan.steps().size());
        return plan;
    }

    /** Only the assignments: carrying out step by step would take far longer than planning. */
    private static ScopeState placed(PlacementPlan plan, ScopeState state) {
        TestScope scope = TestScope.of(state);
        Carry.assigns(plan).forEach(step -> scope.assignments.add(step.next()));
        return scope.state();
    }
}

package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

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

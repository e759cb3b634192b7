package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A search for moves that takes several plans: each goes on where the one before has ended, and the last one finds
 * nothing.
 */
class PlanInPartsTest {
    private static final long FEW = 3;

    @Test
    void plans_of_few_steps_end_where_one_that_looks_at_everything_finds_nothing_to_do() {
        Seeds.forEach(1_000, random -> {
            TestScope start = TestScope.of(RandomScope.settled(random));
            start.failures.clear();
            ScopeState end = toTheEnd(start.state());
            assertThat(new Planner(SETTINGS).plan(end, NOW).steps()).isEmpty();
        });
    }

    @Test
    void a_plan_that_was_cut_off_asks_for_the_next_one_soon_and_one_that_was_not_does_not() {
        TestScope scope = crowded(8, 3);
        Replanner few = new Replanner(SETTINGS, null, 1);
        assertThat(few.plan(scope.state(), Set.of(), NOW).planAgainAt()).hasValue(NOW + 100);
        assertThat(new Planner(SETTINGS).plan(scope.state(), NOW).planAgainAt()).isEmpty();
    }

    @Test
    void what_must_be_done_is_done_at_once_however_few_the_steps() {
        TestScope scope = crowded(8, 3).children(500);
        PlacementPlan plan = new Replanner(SETTINGS, null, 1).plan(scope.state(), Set.of(), NOW);
        assertThat(Carry.assigns(plan)).hasSize(500);
    }

    /** While children come and go, the search goes on, and comes to the last place in the end. */
    @Test
    void changes_that_go_on_do_not_keep_the_search_at_its_begin() {
        TestScope scope = crowded(8, 3).node("n0", 10_000, "t0", "rare").node("empty", 10_000, "rare");
        scope.child("r1", "rare").child("r2", "rare").on("n0", "r1", "r2");
        Replanner replanner = new Replanner(SETTINGS, null, 1);
        Set<String> moved = new HashSet<>();
        for (int i = 0; i < 200 && moved.isEmpty(); i++) {
            moved.addAll(
                    replanner.plan(scope.state(), Set.of("c1-" + i % 4), NOW).moved());
        }
        assertThat(moved).containsAnyOf("r1", "r2");
    }

    /**
     * Plans, carries out and goes on at the time that the plan says, as long as there is something to do or more to
     * look at.
     */
    private static ScopeState toTheEnd(ScopeState start) {
        Replanner replanner = new Replanner(SETTINGS, null, FEW);
        ScopeState state = start;
        Set<String> changed = Set.of();
        for (int i = 0; i < 5_000; i++) {
            PlacementPlan plan = replanner.plan(state, changed, NOW);
            if (plan.steps().isEmpty() && plan.planAgainAt().isEmpty()) {
                return state;
            }
            changed = plan.steps().stream().map(PlanStep::childId).collect(Collectors.toSet());
            state = changed.isEmpty() ? state : Carry.moved(Carry.out(plan, state));
        }
        throw new AssertionError("the plans do not come to an end");
    }

    /** Children that may only run where they are, on nodes that differ in load. */
    private static TestScope crowded(int nodes, int each) {
        TestScope scope = new TestScope().node("empty", Map.of(), 10_000, "other");
        for (int n = 0; n < nodes; n++) {
            scope.node("n" + n, 10_000, "t" + n, "t");
            for (int i = 0; i < each + n; i++) {
                scope.child("c" + n + "-" + i, "t" + n).on("n" + n, "c" + n + "-" + i);
            }
        }
        return scope;
    }
}

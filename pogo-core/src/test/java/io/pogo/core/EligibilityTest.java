package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a node that is not the planner can tell of a child without a place. */
class EligibilityTest {
    @Test
    void without_counts_a_child_that_some_node_may_take_has_no_obstacle() {
        assertThat(obstacle(new TestScope().nodes("a").child("c"))).isEmpty();
    }

    @Test
    void it_gives_the_reason_that_the_planner_gives() {
        Seeds.forEach(3_000, random -> {
            ScopeState state = RandomScope.settled(random);
            PlacementPlan plan = new Planner(TestScope.SETTINGS).plan(state, NOW);
            ScopeState after = Carry.out(plan, state);
            plan.pending().forEach((id, reason) -> {
                WantedChild child = TestScope.required(after.children(), id);
                Optional<Failure> failure = Optional.ofNullable(after.failures().get(id));
                Optional<String> told =
                        Eligibility.obstacle(child, failure, after.nodes().values(), NOW);
                told.filter(text -> !text.contains("is full"))
                        .ifPresent(text -> assertThat(text).isEqualTo(reason));
                assertThat(told.isPresent() || reason.contains("full") || reason.contains("bytes"))
                        .isTrue();
            });
        });
    }

    @Test
    void a_child_that_failed_wherever_it_could_run_says_so() {
        assertThat(obstacle(new TestScope().nodes("a", "b").child("c").failed("c", 0, 0, "b", "a")))
                .contains("every member that offers type \"t\" failed it (a, b: boom)");
    }

    @Test
    void a_void_failure_is_no_obstacle() {
        assertThat(obstacle(new TestScope()
                        .nodes("a")
                        .child("c")
                        .failed("c", 0, 0, "a")
                        .revised("c")))
                .isEmpty();
    }

    @Test
    void a_failure_whose_quarantine_is_over_is_no_obstacle() {
        assertThat(obstacle(new TestScope().nodes("a").child("c").failed("c", NOW, 1, "a")))
                .isEmpty();
    }

    @Test
    void a_temporary_child_that_was_started_is_not_run_twice() {
        assertThat(obstacle(new TestScope().nodes("a").temporary("c", true)))
                .contains("a temporary child is not run twice");
    }

    private static Optional<String> obstacle(TestScope scope) {
        WantedChild child = TestScope.required(scope.children, "c");
        return Eligibility.obstacle(child, Optional.ofNullable(scope.failures.get("c")), scope.nodes.values(), NOW);
    }
}

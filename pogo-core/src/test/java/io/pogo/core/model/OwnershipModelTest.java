package io.pogo.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The protocol keeps its promises in every state that can be reached; what is explored, and what is left out, is said
 * in {@code docs/model/README.md}. {@code -Dpogo.model=large} explores more, and needs more memory.
 */
class OwnershipModelTest {
    private static final EnumSet<Flaw> NONE = EnumSet.noneOf(Flaw.class);

    @Test
    void one_child_is_safe_under_any_plan_and_any_number_of_faults() {
        assertSafe(Bounds.unlimited(1));
    }

    @Test
    void two_children_are_safe_under_any_plan_and_a_lost_session() {
        assertSafe(new Bounds(2, true, 1, 1, 0, 0, 0, NONE));
    }

    @Test
    void one_child_is_safe_in_two_supervisors_with_one_node_id_and_one_session() {
        int any = Bounds.UNLIMITED;
        assertSafe(new Bounds(1, true, any, any, 0, any, any, NONE).withTwins());
    }

    @Test
    void a_child_that_is_terminated_and_asked_for_again_runs_in_the_end_whatever_sessions_are_lost() {
        assertLive(new Bounds(1, false, 2, 2, 0, 0, 0, NONE));
    }

    @Test
    void a_child_that_is_terminated_and_asked_for_again_runs_in_the_end_whatever_node_is_paused() {
        assertLive(new Bounds(1, false, 2, 1, 1, 0, 0, NONE));
    }

    @Test
    void a_child_that_crashes_and_does_not_stop_runs_in_the_end() {
        assertLive(new Bounds(1, false, 2, 1, 0, 1, 1, NONE));
    }

    @Test
    void two_children_run_in_the_end_over_a_lost_session_and_a_pause() {
        assertLive(new Bounds(2, false, 1, 1, 1, 0, 0, NONE));
    }

    @Test
    void a_child_runs_in_the_end_over_all_faults_at_once() {
        assertLive(new Bounds(1, false, 2, 1, 1, 1, 1, NONE));
    }

    @Test
    void a_child_runs_in_the_end_over_two_lost_sessions_and_a_pause() {
        assertLive(new Bounds(1, false, 2, 2, 1, 0, 0, NONE));
    }

    @Test
    @EnabledIfSystemProperty(named = "pogo.model", matches = "large")
    void two_children_are_safe_under_any_plan_a_lost_session_and_a_pause() {
        assertSafe(new Bounds(2, true, 1, 1, 1, 0, 0, NONE));
    }

    @Test
    @EnabledIfSystemProperty(named = "pogo.model", matches = "large")
    void two_children_that_are_terminated_and_asked_for_again_run_in_the_end_over_a_lost_session() {
        assertLive(new Bounds(2, false, 2, 1, 0, 0, 0, NONE));
    }

    private static void assertSafe(Bounds bounds) {
        explore(new Explorer(bounds, EnumSet.allOf(Rule.class)), bounds);
    }

    private static void assertLive(Bounds bounds) {
        Explorer explorer = new Explorer(bounds, EnumSet.allOf(Rule.class));
        StateSet states = explore(explorer, bounds);
        Liveness liveness = new Liveness(explorer.model(), states);
        int bad = liveness.findBad();
        assertThat(bad)
                .as(() -> "comes to no good end after " + String.join("\n", explorer.trace(states, bad)))
                .isEqualTo(-1);
        assertThat(liveness.ends()).isPositive();
    }

    private static StateSet explore(Explorer explorer, Bounds bounds) {
        long began = System.nanoTime();
        Explorer.Outcome outcome = explorer.explore();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.println(bounds + ": " + outcome.states().size() + " states, " + took + " ms");
        assertThat(outcome.broken()).as(String.join("\n", outcome.trace())).isNull();
        return outcome.states();
    }
}

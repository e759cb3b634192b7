package io.pogo.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** The model is no rubber stamp: what is planted is found, and the shortest way to it is printed. */
class OwnershipFlawsTest {
    private static final EnumSet<Flaw> NONE = EnumSet.noneOf(Flaw.class);
    private static final Bounds ANY_PLAN = new Bounds(1, true, 1, 1, 1, 0, 1, NONE);
    private static final Bounds TWINS = new Bounds(1, true, 1, 1, 0, 0, 1, NONE).withTwins();
    private static final Bounds REAL_PLAN = new Bounds(1, false, 2, 2, 0, 0, 0, NONE);

    @Test
    void a_model_with_a_release_before_the_stop_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.RELEASE_BEFORE_STOP);
    }

    @Test
    void a_model_with_a_lease_that_outlasts_the_session_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.LEASE_OUTLASTS_SESSION);
    }

    @Test
    void a_model_with_a_shutdown_that_outlasts_the_session_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.SHUTDOWN_OUTLASTS_SESSION);
    }

    @Test
    void a_model_with_a_launch_without_a_look_at_the_lease_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.LAUNCH_WITHOUT_LEASE);
    }

    @Test
    void a_model_with_a_rejoin_without_stopping_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.REJOIN_WITHOUT_STOPPING);
    }

    @Test
    void a_model_that_releases_the_lock_of_a_stuck_child_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.RELEASE_STUCK);
    }

    @Test
    void a_model_in_which_only_a_loop_that_may_be_late_enforces_the_end_of_the_lease_is_refuted() {
        assertBroken(Rule.TWO_RUN, Flaw.ENFORCED_BY_THE_LOOP);
    }

    @Test
    void a_model_in_which_a_supervisor_takes_the_lock_of_its_twin_for_its_own_is_refuted() {
        assertBroken(TWINS, Rule.TWO_RUN, Flaw.LOCK_OF_ANY_TWIN);
    }

    /** The lock is the law here, too: it names its owner's incarnation. */
    @Test
    void a_second_supervisor_with_one_node_id_that_is_let_in_runs_nothing_twice() {
        assertThat(explorer(TWINS, EnumSet.allOf(Rule.class), Flaw.PLACE_OF_ANY_TWIN)
                        .explore()
                        .broken())
                .isNull();
    }

    @Test
    void a_model_with_a_fenced_write_that_does_not_check_the_lock_is_refuted() {
        assertBroken(Rule.STALE_WRITE, Flaw.WRITE_WITHOUT_LOCK);
    }

    @Test
    void a_model_with_a_token_that_begins_again_is_refuted() {
        assertBroken(Rule.TOKEN_DOES_NOT_RISE, Flaw.TOKEN_BEGINS_AGAIN);
    }

    @Test
    void a_model_that_does_not_compare_specs_is_refuted_an_old_one_runs_on() {
        assertThat(findBad(Flaw.SPEC_NOT_COMPARED)).isNotNegative();
    }

    /** So the guard is there to save work, and the latch alone is the law. */
    @Test
    void a_planner_that_writes_without_its_guard_does_no_lasting_harm() {
        assertThat(findBad(Flaw.PLAN_WITHOUT_GUARD)).isNegative();
    }

    /** What is behind in the lock's queue waits, whatever it was told. */
    @Test
    void an_assignment_that_is_not_bound_to_a_session_does_no_lasting_harm() {
        assertThat(findBad(Flaw.ASSIGNMENT_OF_ANY_SESSION)).isNegative();
    }

    /** The old znode stands before the new one, and nothing of the old run is left when the release is asked for. */
    @Test
    void a_release_that_is_not_waited_for_does_no_harm() {
        assertThat(explorer(ANY_PLAN, EnumSet.allOf(Rule.class), Flaw.RELEASED_AT_ONCE)
                        .explore()
                        .broken())
                .isNull();
        assertThat(findBad(Flaw.RELEASED_AT_ONCE)).isNegative();
    }

    private static void assertBroken(Rule rule, Flaw flaw) {
        assertBroken(ANY_PLAN, rule, flaw);
    }

    private static void assertBroken(Bounds bounds, Rule rule, Flaw flaw) {
        Explorer.Outcome outcome = explorer(bounds, EnumSet.of(rule), flaw).explore();
        System.out.println(
                flaw + ": " + outcome.broken() + " after " + outcome.states().size() + " states");
        outcome.trace().forEach(step -> System.out.println("    " + step));
        assertThat(outcome.broken()).isEqualTo(rule);
    }

    /** The number of a state from which, without more faults, no good end is reached. */
    private static int findBad(Flaw flaw) {
        Explorer explorer = explorer(REAL_PLAN, EnumSet.allOf(Rule.class), flaw);
        Explorer.Outcome outcome = explorer.explore();
        assertThat(outcome.broken()).as(String.join("\n", outcome.trace())).isNull();
        int bad = new Liveness(explorer.model(), outcome.states()).findBad();
        if (bad >= 0) {
            System.out.println(flaw + ": comes to no good end after");
            explorer.trace(outcome.states(), bad).forEach(step -> System.out.println("    " + step));
        }
        return bad;
    }

    private static Explorer explorer(Bounds bounds, EnumSet<Rule> rules, Flaw flaw) {
        return new Explorer(bounds.with(flaw), rules);
    }
}

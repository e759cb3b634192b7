package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is learned of one site step by step: when it is trusted, and how many children it may be sent. */
class SiteTrustTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final long PROBATION = 10_000;

    @Test
    void what_runs_when_the_planner_begins_is_trusted_where_it_runs() {
        SiteScope site = new SiteScope().running("a", "c0").look();
        assertThat(site.isTrusted("a")).isTrue();
        assertThat(site.movesLeft("a")).isEqualTo(ANY);
        assertThat(site.trust.isTrial(site.node("a"), "u")).isTrue();
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.movesLeft("b")).isEqualTo(3);
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.trust.suspects()).isEmpty();
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void a_child_that_was_moved_to_a_new_node_and_runs_for_the_probation_makes_it_trusted() {
        SiteScope site = new SiteScope().running("a", "c0", "c1").look().move("b", "c0");
        assertThat(site.movesLeft("b")).isEqualTo(2);
        assertThat(site.trust.planAgainAt()).hasValue(NOW + PROBATION);
        site.lookAfter(PROBATION - 1);
        assertThat(site.movesLeft("b")).isEqualTo(2);
        assertThat(site.isTrusted("b")).isFalse();
        site.lookAfter(1);
        assertThat(site.movesLeft("b")).isEqualTo(ANY);
        assertThat(site.isTrusted("b")).isTrue();
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void a_probation_lasts_a_second_at_least() {
        PlannerSettings quick = new PlannerSettings(
                SETTINGS.settleDelay(),
                Duration.ofMillis(999),
                SETTINGS.maxConcurrentMoves(),
                SETTINGS.failoverNodes(),
                SETTINGS.quarantine(),
                SETTINGS.maxQuarantine(),
                SETTINGS.maxLockBytes());
        SiteScope site = new SiteScope(quick).running("a", "c0").look().move("b", "c0");
        assertThat(site.trust.planAgainAt()).hasValue(NOW + 1_000);
        assertThat(site.lookAfter(1_000).isTrusted("b")).isTrue();
    }

    @Test
    void a_new_node_is_tried_with_three_children_at_a_time() {
        SiteScope site = new SiteScope().running("a", "c0", "c1", "c2", "c3").look();
        site.move("b", "c0", "c1", "c2");
        assertThat(site.movesLeft("b")).isZero();
        site.move("b", "c3");
        assertThat(site.movesLeft("b")).isZero();
        assertThat(site.trust.isTrial(site.node("b"), "t")).isTrue();
    }

    @Test
    void a_child_that_leaves_before_its_probation_is_over_says_nothing() {
        SiteScope site = new SiteScope().running("a", "c0", "c1").look().move("b", "c0", "c1");
        site.move("a", "c0");
        assertThat(site.movesLeft("b")).isEqualTo(2);
        site.assign("a", "c1").look();
        assertThat(site.movesLeft("b")).isEqualTo(3);
        site.lookAfter(PROBATION);
        assertThat(site.isTrusted("b")).isFalse();
    }

    @Test
    void a_child_whose_assignment_is_of_another_session_is_tried_no_more() {
        SiteScope site = new SiteScope().running("a", "c0").look().move("b", "c0");
        site.scope.rejoined("b");
        site.assign("b", "c0").look();
        assertThat(site.movesLeft("b")).isEqualTo(3);
        site.lookAfter(PROBATION);
        assertThat(site.isTrusted("b")).isFalse();
    }

    @Test
    void the_probation_of_a_child_that_has_not_arrived_begins_again() {
        SiteScope site = new SiteScope().running("a", "c0").look().move("b", "c0");
        site.scope.moving.add("c0");
        site.lookAfter(PROBATION);
        assertThat(site.movesLeft("b")).isEqualTo(2);
        assertThat(site.trust.planAgainAt()).hasValue(NOW + 2 * PROBATION);
        site.scope.moving.clear();
        site.lookAfter(PROBATION - 1);
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.lookAfter(1).isTrusted("b")).isTrue();
    }

    @Test
    void a_child_that_is_stuck_elsewhere_takes_no_trial_from_others() {
        SiteScope site = new SiteScope().running("a", "c0").look().move("b", "c0");
        site.scope.moving.add("c0");
        site.scope.stuck.add("c0");
        site.lookAfter(PROBATION);
        assertThat(site.movesLeft("b")).isEqualTo(3);
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void children_without_a_place_are_tried_too_but_three_at_a_time() {
        SiteScope site = new SiteScope().running("a", "c0").look();
        site.place("b", "n0");
        assertThat(site.movesLeft("b")).isEqualTo(2);
        site.place("b", "n1", "n2", "n3");
        assertThat(site.movesLeft("b")).isZero();
        site.assign("a", "n0").look();
        assertThat(site.movesLeft("b")).isEqualTo(1);
        site.place("a", "n4");
        assertThat(site.lookAfter(PROBATION).isTrusted("b")).isTrue();
    }

    @Test
    void a_child_that_is_placed_where_its_type_is_trusted_or_that_is_failing_is_no_trial() {
        SiteScope site = new SiteScope().running("a", "c0").look().place("a", "n0");
        assertThat(site.trust.planAgainAt()).isEmpty();
        site.scope.child("n1");
        site.crash("a", "n1").place("b", "n1");
        assertThat(site.movesLeft("b")).isEqualTo(3);
    }

    @Test
    void a_child_that_crashes_when_it_was_placed_and_not_moved_says_nothing_yet() {
        SiteScope site = new SiteScope().running("a", "c0").look().place("b", "n0");
        site.crash("b", "n0").look();
        assertThat(site.hasFailed("n0", "b")).isFalse();
        assertThat(site.movesLeft("b")).isEqualTo(3);
    }

    @Test
    void a_site_where_more_are_failing_than_run_is_not_trusted_any_more() {
        SiteScope site = new SiteScope().running("b", "c0", "c1", "c2").look();
        site.crash("b", "c1").look();
        assertThat(site.isTrusted("b")).isTrue();
        site.crash("b", "c2").look();
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.isSuspect("b")).isFalse();
    }

    @Test
    void a_child_that_recovers_is_not_failing_any_more() {
        SiteScope site = new SiteScope().running("b", "c0", "c1", "c2", "c3").look();
        site.crash("b", "c1", "c2").look();
        assertThat(site.isTrusted("b")).isTrue();
        site.recoverOn("b", "c1", "c2").look();
        site.crash("b", "c1")
                .look()
                .crash("b", "c1")
                .look()
                .recoverOn("b", "c1")
                .look();
        site.crash("b", "c2", "c3").look();
        assertThat(site.isTrusted("b")).isTrue();
        site.crash("b", "c1").look();
        assertThat(site.isTrusted("b")).isFalse();
    }

    @Test
    void a_child_that_recovers_on_a_node_makes_it_trusted() {
        SiteScope site = new SiteScope().running("b", "c0").look();
        site.crash("b", "c0").look();
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.recoverOn("b", "c0").look().isTrusted("b")).isTrue();
        assertThat(site.hasFailed("c0", "b")).isFalse();
    }
}

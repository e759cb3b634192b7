package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a site is suspect, with how many probes, and what ends that. */
class SuspectSiteTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final long PROBATION = 10_000;
    /** Ten quarantines. */
    private static final long BACK_OFF = 100_000;

    private static final long LONGEST_BACK_OFF = 300_000;

    @Test
    void three_children_that_ran_elsewhere_and_fail_make_a_new_node_suspect() {
        SiteScope site = new SiteScope().running("a", "c0", "c1", "c2", "c3").look();
        site.move("b", "c0", "c1", "c2").crash("b", "c0", "c1").look();
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.movesLeft("b")).isEqualTo(2);
        assertThat(site.hasFailed("c1", "b")).isTrue();
        assertThat(site.hasFailed("c2", "b")).isFalse();
        assertThat(site.hasFailed("c1", "a")).isFalse();
        site.crash("b", "c2").lookAfter(1);
        assertThat(site.trust.suspects()).containsExactly(new Suspect("b", 1, "t", 3, 0));
        assertThat(site.isSuspect("b")).isTrue();
        assertThat(site.trust.isSuspect(site.node("b"), "u")).isFalse();
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.movesLeft("b")).isZero();
        assertThat(site.trust.planAgainAt()).hasValue(NOW + 1 + BACK_OFF);
    }

    @Test
    void a_child_counts_once_however_often_it_crashes() {
        SiteScope site = new SiteScope().running("a", "c0", "c1").look().move("b", "c0", "c1");
        site.crash("b", "c0", "c1").look().crash("b", "c0", "c1").look();
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.movesLeft("b")).isEqualTo(3);
    }

    @Test
    void a_failure_of_an_earlier_revision_of_the_child_says_nothing() {
        SiteScope site = new SiteScope().running("a", "c0").look().move("b", "c0");
        site.scope.revised("c0");
        site.crash("b", "c0").look();
        assertThat(site.hasFailed("c0", "b")).isFalse();
    }

    @Test
    void a_suspect_site_gets_one_probe_at_a_time_with_a_back_off_that_doubles_to_the_longest() {
        SiteScope site = suspect();
        site.lookAfter(BACK_OFF - 1);
        assertThat(site.movesLeft("b")).isZero();
        site.lookAfter(1);
        assertThat(site.movesLeft("b")).isEqualTo(1);
        site.move("b", "d0");
        assertThat(site.movesLeft("b")).isZero();
        site.crash("b", "d0").look();
        assertThat(site.trust.suspects()).containsExactly(new Suspect("b", 1, "t", 3, 1));
        assertThat(site.trust.planAgainAt()).hasValue(site.now + 2 * BACK_OFF);
        assertThat(site.movesLeft("b")).isZero();
        site.lookAfter(2 * BACK_OFF).move("b", "d1").crash("b", "d1").look();
        assertThat(site.trust.suspects()).containsExactly(new Suspect("b", 1, "t", 3, 2));
        assertThat(site.trust.planAgainAt()).hasValue(site.now + LONGEST_BACK_OFF);
    }

    @Test
    void one_that_was_sent_there_before_is_no_probe() {
        SiteScope site = new SiteScope().running("a", "c0", "c1", "c2", "d0").look();
        site.move("b", "c0", "c1", "c2", "d0").crash("b", "c0", "c1", "c2").look();
        site.crash("b", "d0").lookAfter(1);
        assertThat(site.trust.suspects()).containsExactly(new Suspect("b", 1, "t", 3, 0));
        assertThat(site.trust.planAgainAt()).hasValue(NOW + BACK_OFF);
    }

    @Test
    void a_child_without_a_place_is_a_probe_where_no_other_is() {
        SiteScope site = suspect().lookAfter(BACK_OFF).place("b", "n0");
        assertThat(site.movesLeft("b")).isZero();
        site.place("b", "n1").assign("a", "n0").look();
        assertThat(site.movesLeft("b")).isEqualTo(1);
    }

    @Test
    void a_probe_that_runs_well_makes_it_trusted() {
        SiteScope site = suspect().lookAfter(BACK_OFF).move("b", "d0").lookAfter(PROBATION - 1);
        assertThat(site.isSuspect("b")).isTrue();
        site.lookAfter(1);
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.trust.suspects()).isEmpty();
        assertThat(site.movesLeft("b")).isEqualTo(ANY);
        assertThat(site.hasFailed("c0", "b")).isFalse();
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void where_all_have_failed_each_may_be_a_probe_again_after_a_further_back_off() {
        SiteScope site = suspect().lookAfter(BACK_OFF);
        assertThat(site.trust.planAgainAt()).hasValue(site.now + BACK_OFF);
        site.lookAfter(BACK_OFF - 1);
        assertThat(site.hasFailed("c0", "b")).isTrue();
        site.lookAfter(1);
        assertThat(site.hasFailed("c0", "b")).isFalse();
        assertThat(site.isSuspect("b")).isTrue();
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void while_a_probe_is_there_nothing_is_forgotten() {
        SiteScope site = suspect().lookAfter(2 * BACK_OFF - 1).move("b", "d0").lookAfter(1);
        assertThat(site.hasFailed("c0", "b")).isTrue();
    }

    @Test
    void a_node_on_which_as_many_run_well_as_failed_is_not_suspect() {
        SiteScope site = new SiteScope().running("b", "r0", "r1", "r2").running("a", "c0", "c1", "c2", "c3");
        site.look().move("b", "c0", "c1", "c2").crash("b", "c0", "c1", "c2").look();
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.movesLeft("b")).isEqualTo(ANY);
        site.move("b", "c3").crash("b", "c3").look();
        assertThat(site.trust.suspects()).containsExactly(new Suspect("b", 1, "t", 4, 0));
        assertThat(site.isTrusted("b")).isFalse();
    }

    @Test
    void children_that_are_tried_are_not_among_those_that_run_well() {
        SiteScope site = new SiteScope().running("b", "r0").running("a", "c0", "c1", "c2", "d0", "d1");
        site.look().move("b", "c0", "c1", "c2", "d0", "d1");
        site.crash("b", "c0", "c1", "c2").look();
        assertThat(site.isSuspect("b")).isTrue();
    }

    @Test
    void a_crash_counts_a_probation_after_the_child_has_recovered_elsewhere() {
        SiteScope site = new SiteScope()
                .running("b", "c0", "c1", "c2")
                .running("a", "d0")
                .look();
        site.crash("b", "c0", "c1", "c2").look();
        assertThat(site.hasFailed("c0", "b")).isFalse();
        site.recoverOn("a", "c0", "c1", "c2").look();
        assertThat(site.hasFailed("c0", "b")).isTrue();
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.trust.planAgainAt()).hasValue(NOW + PROBATION);
        assertThat(site.lookAfter(PROBATION - 1).isSuspect("b")).isFalse();
        assertThat(site.lookAfter(1).isSuspect("b")).isTrue();
    }

    @Test
    void each_node_on_which_a_child_crashed_before_it_recovered_has_failed_it() {
        SiteScope site = new SiteScope().running("b", "c0").running("a", "d0");
        site.scope.nodes("d", "e");
        site.look().crash("b", "c0").look();
        site.assign("d", "c0").crash("d", "c0").look();
        site.recoverOn("a", "c0").look();
        assertThat(site.hasFailed("c0", "b")).isTrue();
        assertThat(site.hasFailed("c0", "d")).isTrue();
        assertThat(site.hasFailed("c0", "e")).isFalse();
    }

    @Test
    void a_crash_does_not_count_if_one_recovers_there_at_about_the_same_time() {
        SiteScope site = new SiteScope()
                .running("b", "c0", "c1", "c2", "c3")
                .running("a", "d0")
                .look();
        site.crash("b", "c0", "c1", "c2", "c3").look();
        site.recoverOn("a", "c0", "c1", "c2").look();
        site.recoverOn("b", "c3").lookAfter(PROBATION - 1);
        assertThat(site.hasFailed("c0", "b")).isFalse();
        site.lookAfter(1);
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void a_recovery_in_two_places_or_under_a_session_that_is_over_says_nothing() {
        SiteScope site =
                new SiteScope().running("b", "c0", "c1").running("a", "d0").look();
        site.crash("b", "c0", "c1").look();
        site.scope.on("a", "c0").failures.remove("c0");
        site.assign("a", "c1").scope.failures.remove("c1");
        site.scope.rejoined("a");
        site.look();
        assertThat(site.hasFailed("c0", "b")).isFalse();
        assertThat(site.hasFailed("c1", "b")).isFalse();
        assertThat(site.isTrusted("a")).isFalse();
    }

    @Test
    void a_child_that_is_gone_does_not_count() {
        SiteScope site = new SiteScope().running("a", "c0", "c1", "c2", "c3").look();
        site.move("b", "c0", "c1", "c2").crash("b", "c0", "c1").look();
        site.scope.children.remove("c0");
        site.scope.failures.remove("c0");
        site.scope.assignments.removeIf(a -> a.childId().equals("c0"));
        site.trust.look(site.scope.state(), Set.of("c0"), new Loads(site.scope.nodes, 1), site.now);
        assertThat(site.hasFailed("c0", "b")).isFalse();
        site.crash("b", "c2").look();
        assertThat(site.isSuspect("b")).isFalse();
    }

    @Test
    void a_new_session_of_the_node_begins_anew() {
        SiteScope site = suspect();
        site.scope.rejoined("b");
        site.look();
        assertThat(site.trust.suspects()).isEmpty();
        assertThat(site.hasFailed("c0", "b")).isFalse();
        assertThat(site.movesLeft("b")).isEqualTo(3);
        assertThat(site.trust.planAgainAt()).isEmpty();
    }

    @Test
    void what_failed_on_a_node_is_remembered_when_another_one_joins() {
        SiteScope site = suspect();
        site.scope.nodes("d");
        site.look();
        assertThat(site.hasFailed("c0", "b")).isTrue();
        assertThat(site.isSuspect("b")).isTrue();
    }

    @Test
    void a_node_that_has_left_is_forgotten() {
        SiteScope site = suspect();
        NodeView node = site.node("b");
        site.scope.dead("b");
        site.look();
        assertThat(site.trust.suspects()).isEmpty();
        assertThat(site.trust.hasFailed("c0", node)).isFalse();
    }

    @Test
    void what_is_stored_as_suspect_is_known_to_the_next_planner_until_somebody_removes_it() {
        SiteScope site = new SiteScope().running("a", "c0").running("b", "c1");
        site.scope.suspects.add(new Suspect("b", 1, "t", 4, 1));
        site.look();
        assertThat(site.trust.suspects()).containsExactly(new Suspect("b", 1, "t", 4, 1));
        assertThat(site.isTrusted("b")).isFalse();
        assertThat(site.isTrusted("a")).isTrue();
        assertThat(site.movesLeft("b")).isZero();
        assertThat(site.trust.planAgainAt()).hasValue(NOW + 2 * BACK_OFF);
        site.scope.suspects.clear();
        site.look();
        assertThat(site.trust.suspects()).isEmpty();
        assertThat(site.movesLeft("b")).isEqualTo(3);
    }

    @Test
    void who_removes_what_is_stored_of_one_site_forgives_that_one_and_what_failed_there() {
        SiteScope site = suspect();
        site.scope.suspects.add(new Suspect("b", 1, "t", 3, 0));
        assertThat(site.look().isSuspect("b")).isTrue();
        site.scope.suspects.clear();
        site.scope.suspects.add(new Suspect("b", 2, "t", 3, 0));
        site.scope.suspects.add(new Suspect("b", 1, "u", 3, 0));
        site.scope.suspects.add(new Suspect("a", 1, "t", 3, 0));
        site.look();
        assertThat(site.isSuspect("b")).isFalse();
        assertThat(site.hasFailed("c0", "b")).isFalse();
    }

    /** Children c0 to c2 have just failed on b, and run on a. */
    private static SiteScope suspect() {
        SiteScope site =
                new SiteScope().running("a", "c0", "c1", "c2", "d0", "d1").look();
        site.move("b", "c0", "c1", "c2").crash("b", "c0", "c1", "c2").look();
        return site.recoverOn("a", "c0", "c1", "c2").look();
    }
}

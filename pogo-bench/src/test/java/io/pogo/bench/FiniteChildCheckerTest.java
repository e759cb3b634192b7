package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The children that end by themselves. */
class FiniteChildCheckerTest {
    private static final String TASK = "task-1";
    private static final String ONCE = "once-2";

    private static PlantedLogs logs() {
        return new PlantedLogs().alive("n1#1", "n2#1");
    }

    /** A transient child that was asked for, ran, and was done. */
    private static PlantedLogs done() {
        return logs().called(900, TASK, "start", "ACCEPTED")
                .start(1_000, "n1#1", TASK, 0x10, 1)
                .done(3_000, "n1#1", TASK, 0x10);
    }

    private static PlantedLogs ranOnce() {
        return logs().called(900, ONCE, "start", "ACCEPTED").start(1_000, "n1#1", ONCE, 0x10, 1);
    }

    private static void assertClean(PlantedLogs logs) {
        assertThat(Report.evidence(logs.check())).isEmpty();
    }

    private static void assertRepeated(PlantedLogs logs) {
        Findings findings = logs.check();
        assertThat(findings.repeats()).hasSize(1);
        assertThat(findings.overlaps()).isEmpty();
        assertThat(findings.lost()).isEmpty();
    }

    private static void assertLost(PlantedLogs logs) {
        Findings findings = logs.check();
        assertThat(findings.lost()).hasSize(1);
        assertThat(findings.repeats()).isEmpty();
    }

    @Test
    void a_child_that_was_done_and_is_gone_is_not_lost() {
        assertClean(done());
    }

    @Test
    void a_transient_child_that_runs_again_after_it_was_done_is_found() {
        assertRepeated(done().start(3_500, "n2#1", TASK, 0x20, 1).done(4_000, "n2#1", TASK, 0x20));
    }

    @Test
    void a_transient_child_that_crashed_is_run_again() {
        assertClean(logs().called(900, TASK, "start", "ACCEPTED")
                .start(1_000, "n1#1", TASK, 0x10, 1)
                .crashed(2_000, "n1#1", TASK, 0x10)
                .start(2_200, "n2#1", TASK, 0x20, 1)
                .done(3_000, "n2#1", TASK, 0x20));
    }

    @Test
    void a_transient_child_that_was_asked_to_stop_is_run_again() {
        assertClean(logs().called(900, TASK, "start", "ACCEPTED")
                .start(1_000, "n1#1", TASK, 0x10, 1)
                .asked(2_000, "n1#1", TASK, 0x10)
                .end(2_010, "n1#1", TASK, 0x10)
                .start(2_200, "n2#1", TASK, 0x20, 1)
                .done(3_000, "n2#1", TASK, 0x20));
    }

    @Test
    void a_child_that_is_asked_for_again_is_another_one() {
        assertClean(done().called(3_400, TASK, "start", "ACCEPTED")
                .start(3_500, "n2#1", TASK, 0x20, 2)
                .done(4_000, "n2#1", TASK, 0x20));
    }

    @Test
    void a_restart_that_was_asked_for_at_the_moment_of_the_end_is_granted() {
        assertClean(done().called(3_100, TASK, "restart", "RESTARTED")
                .start(3_500, "n1#1", TASK, 0x11, 1)
                .done(4_000, "n1#1", TASK, 0x11));
    }

    @Test
    void a_restart_long_before_the_end_excuses_nothing() {
        assertRepeated(done().called(1_500, TASK, "restart", "RESTARTED")
                .start(3_500, "n1#1", TASK, 0x11, 1)
                .done(4_000, "n1#1", TASK, 0x11));
    }

    @Test
    void an_owner_that_is_killed_before_it_can_remove_the_spec_leaves_it_to_be_run_again() {
        assertClean(done().history(3_050, History.What.KILLED, "n1#1")
                .start(10_000, "n2#1", TASK, 0x20, 1)
                .done(11_000, "n2#1", TASK, 0x20));
    }

    @Test
    void an_owner_that_is_killed_later_excuses_nothing() {
        assertRepeated(done().history(5_000, History.What.KILLED, "n1#1")
                .start(10_000, "n2#1", TASK, 0x20, 1)
                .done(11_000, "n2#1", TASK, 0x20));
    }

    @Test
    void only_a_broken_connection_of_the_owner_or_a_broken_ZooKeeper_excuses_a_run_after_the_end() {
        assertClean(again(done().fault(2_000, 5_000, "1:cut-node", "n1")));
        assertClean(again(done().fault(2_000, 5_000, "1:kill-leader", "servers[1]")));
        assertRepeated(again(done().fault(2_000, 5_000, "1:cut-node", "n2")));
        assertRepeated(again(done().fault(4_500, 5_000, "1:cut-node", "n1")));
    }

    private static PlantedLogs again(PlantedLogs logs) {
        return logs.start(10_000, "n2#1", TASK, 0x20, 1).done(11_000, "n2#1", TASK, 0x20);
    }

    @Test
    void a_temporary_child_that_runs_once_is_fine_however_it_ends() {
        assertClean(ranOnce().done(3_000, "n1#1", ONCE, 0x10));
        assertClean(ranOnce().crashed(3_000, "n1#1", ONCE, 0x10));
        assertClean(ranOnce().history(3_000, History.What.KILLED, "n1#1"));
    }

    @Test
    void a_temporary_child_that_runs_twice_is_found_even_after_its_node_died() {
        assertRepeated(ranOnce()
                .history(3_000, History.What.KILLED, "n1#1")
                .start(9_000, "n2#1", ONCE, 0x20, 1)
                .done(9_500, "n2#1", ONCE, 0x20));
    }

    @Test
    void a_temporary_child_that_runs_under_another_spec_is_fine() {
        assertClean(ranOnce()
                .crashed(3_000, "n1#1", ONCE, 0x10)
                .called(8_900, ONCE, "start", "ACCEPTED")
                .start(9_000, "n2#1", ONCE, 0x20, 2)
                .done(9_500, "n2#1", ONCE, 0x20));
    }

    @Test
    void a_transient_child_that_is_gone_before_it_was_done_is_lost() {
        assertLost(logs().called(900, TASK, "start", "ACCEPTED")
                .start(1_000, "n1#1", TASK, 0x10, 1)
                .crashed(3_000, "n1#1", TASK, 0x10));
    }

    @Test
    void a_transient_child_that_could_be_asked_for_anew_before_it_was_done_was_lost() {
        assertLost(logs().called(900, TASK, "start", "ACCEPTED")
                .start(1_000, "n1#1", TASK, 0x10, 1)
                .crashed(1_500, "n1#1", TASK, 0x10)
                .called(1_900, TASK, "start", "ACCEPTED")
                .start(2_000, "n1#1", TASK, 0x20, 2)
                .done(3_000, "n1#1", TASK, 0x20));
    }

    @Test
    void a_transient_child_that_was_terminated_is_not_lost() {
        assertClean(logs().called(900, TASK, "start", "ACCEPTED")
                .start(1_000, "n1#1", TASK, 0x10, 1)
                .called(2_000, TASK, "terminate", "TERMINATED")
                .asked(2_000, "n1#1", TASK, 0x10)
                .end(2_010, "n1#1", TASK, 0x10));
    }

    @Test
    void what_became_of_a_child_after_an_uncertain_call_is_not_judged() {
        assertClean(logs().called(900, TASK, "start", "ACCEPTED").called(2_000, TASK, "terminate", "DIED"));
    }

    @Test
    void a_temporary_child_that_never_ran_is_lost_unless_something_was_broken() {
        assertLost(logs().called(900, ONCE, "start", "ACCEPTED"));
        assertClean(logs().called(900, ONCE, "start", "ACCEPTED").fault(1_000, 2_000, "1:kill-node", "n1"));
    }

    @Test
    void a_child_that_is_done_at_the_very_end_is_not_lost() {
        assertClean(logs().called(80_000, TASK, "start", "ACCEPTED")
                .start(81_000, "n1#1", TASK, 0x10, 1)
                .done(89_990, "n1#1", TASK, 0x10)
                .wanted(TASK));
    }

    @Test
    void a_spec_that_outlives_the_work_of_its_child_is_found() {
        assertLost(done().wanted(TASK));
    }

    @Test
    void a_child_that_ends_after_the_end_of_the_harness_ran_at_its_end() {
        assertClean(logs().called(80_000, TASK, "start", "ACCEPTED")
                .start(81_000, "n1#1", TASK, 0x10, 1)
                .done(90_500, "n1#1", TASK, 0x10)
                .wanted(TASK));
    }
}

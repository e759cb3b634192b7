package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The session timeout is 6 s, a child's shutdown 1.5 s; the old owner is n2, frozen from 2.6 s on, the new one n3. */
class OverlapsTest {
    private static final String CHILD = "loop-1";

    /** A child that runs on n2 and is wanted. */
    private static PlantedLogs owned() {
        return new PlantedLogs()
                .called(900, CHILD, "start", "ACCEPTED")
                .start(1_000, "n2#1", CHILD, 0x20)
                .wanted(CHILD)
                .alive("n2#1", "n3#1");
    }

    private static PlantedLogs frozenAndTakenOver() {
        return owned().paused(2_600, 12_000, "n2#1").start(10_000, "n3#1", CHILD, 0x30);
    }

    private static void assertFound(PlantedLogs logs) {
        Findings findings = logs.check();
        assertThat(findings.overlaps()).hasSize(1);
        assertThat(findings.overlapsWhilePaused() + findings.overlapsWhileStuck())
                .isZero();
    }

    private static void assertPaused(PlantedLogs logs) {
        Findings findings = logs.check();
        assertThat(Report.evidence(findings)).isEmpty();
        assertThat(findings.overlapsWhilePaused()).isEqualTo(1);
        assertThat(findings.overlapsWhileStuck()).isZero();
    }

    private static void assertStuck(PlantedLogs logs) {
        Findings findings = logs.check();
        assertThat(Report.evidence(findings)).isEmpty();
        assertThat(findings.overlapsWhilePaused()).isZero();
        assertThat(findings.overlapsWhileStuck()).isEqualTo(1);
    }

    @Test
    void an_old_owner_that_was_frozen_past_its_lease_is_excused_when_it_stops_at_once() {
        assertPaused(frozenAndTakenOver().asked(12_100, "n2#1", CHILD, 0x20).end(12_300, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_shorter_pause_excuses_only_while_a_server_has_shrunk_the_session_timeout() {
        assertPaused(frozenForThreeSeconds().fault(1_000, 20_000, "1:shrink-timeout", "server1-n2"));
        assertFound(frozenForThreeSeconds().fault(6_000, 20_000, "1:shrink-timeout", "server1-n2"));
        assertFound(frozenForThreeSeconds());
    }

    private static PlantedLogs frozenForThreeSeconds() {
        return owned().paused(2_600, 5_600, "n2#1")
                .start(5_500, "n3#1", CHILD, 0x30)
                .asked(5_700, "n2#1", CHILD, 0x20)
                .end(5_800, "n2#1", CHILD, 0x20);
    }

    @Test
    void an_old_owner_that_woke_up_has_its_shutdown_time_once_it_has_noticed() {
        assertPaused(frozenAndTakenOver().asked(12_900, "n2#1", CHILD, 0x20).end(14_300, "n2#1", CHILD, 0x20));
    }

    @Test
    void an_old_owner_whose_lease_ended_just_before_the_end_of_its_pause_is_excused_beside_a_later_start() {
        assertPaused(owned().paused(2_600, 9_800, "n2#1")
                .start(10_000, "n3#1", CHILD, 0x30)
                .asked(9_900, "n2#1", CHILD, 0x20)
                .end(10_300, "n2#1", CHILD, 0x20));
    }

    @Test
    void an_old_owner_that_does_not_notice_within_a_second_of_waking_up_is_found() {
        assertFound(frozenAndTakenOver().asked(13_100, "n2#1", CHILD, 0x20).end(13_200, "n2#1", CHILD, 0x20));
    }

    @Test
    void an_old_owner_that_runs_on_for_ever_after_it_woke_up_is_found() {
        assertFound(frozenAndTakenOver());
    }

    @Test
    void an_old_owner_that_does_not_stop_in_its_time_after_it_woke_up_is_stuck() {
        assertStuck(frozenAndTakenOver().asked(12_100, "n2#1", CHILD, 0x20).end(15_000, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_frozen_new_owner_excuses_nothing() {
        assertFound(owned().paused(9_000, 18_000, "n3#1")
                .start(8_900, "n3#1", CHILD, 0x30)
                .asked(9_500, "n2#1", CHILD, 0x20)
                .end(9_600, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_frozen_bystander_excuses_nothing() {
        assertFound(owned().paused(2_600, 12_000, "n1#1")
                .paused(2_600, 12_000, "n2#2")
                .start(10_000, "n3#1", CHILD, 0x30)
                .asked(12_100, "n2#1", CHILD, 0x20)
                .end(12_300, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_pause_too_short_to_lose_a_session_excuses_nothing() {
        assertFound(owned().paused(8_100, 12_000, "n2#1")
                .start(10_000, "n3#1", CHILD, 0x30)
                .asked(12_100, "n2#1", CHILD, 0x20)
                .end(12_300, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_pause_that_began_after_the_overlap_excuses_nothing() {
        assertFound(owned().paused(10_100, 18_000, "n2#1")
                .start(10_000, "n3#1", CHILD, 0x30)
                .asked(18_100, "n2#1", CHILD, 0x20)
                .end(18_200, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_pause_before_the_run_excuses_nothing() {
        assertFound(new PlantedLogs()
                .called(900, CHILD, "start", "ACCEPTED")
                .paused(1_000, 8_000, "n2#1")
                .start(9_500, "n2#1", CHILD, 0x20)
                .start(10_000, "n3#1", CHILD, 0x30)
                .asked(10_050, "n2#1", CHILD, 0x20)
                .end(10_100, "n2#1", CHILD, 0x20)
                .wanted(CHILD)
                .alive("n2#1", "n3#1"));
    }

    @Test
    void of_two_owners_the_one_with_the_lower_token_is_the_old_one_even_if_it_logs_its_start_last() {
        PlantedLogs logs = new PlantedLogs()
                .called(900, CHILD, "start", "ACCEPTED")
                .paused(2_600, 12_000, "n2#1")
                .start(10_000, "n3#1", CHILD, 0x30)
                .start(12_050, "n2#1", CHILD, 0x20)
                .asked(12_100, "n2#1", CHILD, 0x20)
                .end(12_200, "n2#1", CHILD, 0x20)
                .wanted(CHILD)
                .alive("n2#1", "n3#1");
        assertPaused(logs);
    }

    @Test
    void a_lower_token_than_the_one_before_is_found_if_its_owner_was_frozen_only_for_a_moment() {
        Findings findings = new PlantedLogs()
                .called(900, CHILD, "start", "ACCEPTED")
                .start(10_000, "n3#1", CHILD, 0x30)
                .paused(11_000, 12_000, "n2#1")
                .asked(11_500, "n3#1", CHILD, 0x30)
                .end(11_600, "n3#1", CHILD, 0x30)
                .start(12_050, "n2#1", CHILD, 0x20)
                .wanted(CHILD)
                .alive("n2#1", "n3#1")
                .check();
        assertThat(findings.tokens()).hasSize(1);
        assertThat(findings.overlaps()).isEmpty();
    }

    @Test
    void two_runs_in_one_process_are_never_excused() {
        assertFound(owned().paused(2_600, 12_000, "n2#1")
                .start(12_300, "n2#1", CHILD, 0x30)
                .asked(12_100, "n2#1", CHILD, 0x20)
                .end(12_400, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_stuck_child_that_runs_on_in_a_JVM_that_is_to_halt_is_found() {
        Findings findings = owned().halting("n2#1")
                .asked(3_000, "n2#1", CHILD, 0x20)
                .start(8_000, "n3#1", CHILD, 0x30)
                .end(9_000, "n2#1", CHILD, 0x20)
                .check();
        assertThat(findings.overlaps()).singleElement().asString().contains("n2#1 is to halt", "and did not");
    }

    @Test
    void a_stuck_child_that_runs_on_where_it_is_reported_only_is_counted_apart() {
        assertStuck(owned().asked(3_000, "n2#1", CHILD, 0x20)
                .start(8_000, "n3#1", CHILD, 0x30)
                .end(9_000, "n2#1", CHILD, 0x20));
    }

    @Test
    void a_JVM_that_halts_a_moment_after_the_deadline_is_expected_and_counted() {
        PlantedLogs logs = owned().halting("n2#1")
                .asked(3_000, "n2#1", CHILD, 0x20)
                .start(4_600, "n3#1", CHILD, 0x30)
                .history(5_300, History.What.HALTED, "n2#1");
        assertThat(logs.check().halts()).isEqualTo(1);
        assertStuck(logs);
    }

    @Test
    void a_JVM_that_halts_long_after_the_deadline_is_found_with_its_halt_named() {
        Findings findings = owned().halting("n2#1")
                .asked(3_000, "n2#1", CHILD, 0x20)
                .start(4_600, "n3#1", CHILD, 0x30)
                .history(5_600, History.What.HALTED, "n2#1")
                .check();
        assertThat(findings.overlaps()).singleElement().asString().contains("n2#1 is to halt", "did at 5600000000");
    }

    @Test
    void a_JVM_that_wakes_up_with_a_stuck_child_has_to_halt_as_soon_as_it_notices() {
        PlantedLogs stuck = frozenAndTakenOver().halting("n2#1").asked(2_000, "n2#1", CHILD, 0x20);
        assertPaused(stuck.history(12_700, History.What.HALTED, "n2#1"));
        PlantedLogs late = frozenAndTakenOver().halting("n2#1").asked(2_000, "n2#1", CHILD, 0x20);
        assertFound(late.history(14_100, History.What.HALTED, "n2#1"));
    }

    @Test
    void a_JVM_that_halts_though_it_is_to_report_only_is_found() {
        Findings findings = owned().history(5_600, History.What.HALTED, "n9#1").check();
        assertThat(findings.contradictions()).singleElement().asString().contains("n9#1");
    }
}

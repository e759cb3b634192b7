package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckerTest {
    private static final String CHILD = "loop-1";

    /** A child that moved from n1 to n2, was fenced all the while, and runs. */
    private static PlantedLogs clean() {
        return new PlantedLogs()
                .called(900, CHILD, "start", "ACCEPTED")
                .start(1_000, "n1#1", CHILD, 0x10)
                .saved(1_100, 1_110, "n1#1", CHILD, 0x10)
                .accepted(1_200, "n1#1", CHILD, 0x10)
                .asked(2_000, "n1#1", CHILD, 0x10)
                .end(2_100, "n1#1", CHILD, 0x10)
                .start(2_150, "n2#1", CHILD, 0x20)
                .saved(2_200, 2_210, "n2#1", CHILD, 0x20)
                .accepted(2_300, "n2#1", CHILD, 0x20)
                .wanted(CHILD)
                .alive("n1#1", "n2#1");
    }

    @Test
    void clean_logs_have_no_findings() {
        Findings findings = clean().check();
        assertThat(Report.evidence(findings)).isEmpty();
        assertThat(findings.areClean()).isTrue();
        assertThat(findings.overlapsWhilePaused() + findings.overlapsWhileStuck())
                .isZero();
        assertThat(findings.runs()).isEqualTo(2);
        assertThat(findings.savesAndWrites()).isEqualTo(4);
    }

    @Test
    void a_planted_overlap_is_found_and_nothing_else() {
        Findings findings =
                clean().start(2_500, "n3#1", CHILD, 0x30).alive("n3#1").check();
        assertThat(findings.overlaps()).singleElement().asString().contains(CHILD, "n2#1", "n3#1", "2500000000");
        assertOnly(findings, "overlaps");
    }

    @Test
    void a_child_that_was_asked_to_stop_may_not_overlap_before_its_time_is_over() {
        Findings findings = clean().asked(3_000, "n2#1", CHILD, 0x20)
                .start(4_400, "n3#1", CHILD, 0x30)
                .end(5_000, "n2#1", CHILD, 0x20)
                .alive("n3#1")
                .check();
        assertThat(findings.overlaps()).hasSize(1);
        assertOnly(findings, "overlaps");
    }

    @Test
    void an_overlap_with_a_run_that_outstayed_its_time_is_counted_apart() {
        Findings findings = clean().asked(3_000, "n2#1", CHILD, 0x20)
                .start(4_600, "n3#1", CHILD, 0x30)
                .end(5_000, "n2#1", CHILD, 0x20)
                .alive("n3#1")
                .check();
        assertThat(findings.areClean()).isTrue();
        assertThat(findings.overlapsWhileStuck()).isEqualTo(1);
    }

    @Test
    void a_killed_process_runs_nothing_any_more() {
        Findings findings = clean().history(3_000, History.What.KILLED, "n2#1")
                .start(9_000, "n3#1", CHILD, 0x30)
                .alive("n3#1")
                .check();
        assertThat(findings.areClean()).isTrue();
        assertThat(findings.unavailableP99Ms()).isEqualTo(6_000);
        assertThat(findings.unavailableP50Ms()).isEqualTo(50);
    }

    @Test
    void time_without_a_run_counts_only_while_the_child_is_wanted() {
        Findings findings = clean().called(2_990, CHILD, "terminate", "TERMINATED")
                .asked(3_000, "n2#1", CHILD, 0x20)
                .end(3_010, "n2#1", CHILD, 0x20)
                .called(8_000, CHILD, "start", "ACCEPTED")
                .start(8_100, "n3#1", CHILD, 0x30)
                .alive("n3#1")
                .check();
        assertThat(findings.areClean()).isTrue();
        assertThat(findings.unavailableP99Ms()).isEqualTo(50);
    }

    @Test
    void a_stale_write_to_the_register_is_found_and_nothing_else() {
        Findings findings = clean().accepted(2_400, "n1#1", CHILD, 0x10).check();
        assertThat(findings.staleWrites()).singleElement().asString().contains("register", "n1#1");
        assertOnly(findings, "staleWrites");
    }

    @Test
    void a_stale_save_is_found_even_beside_a_frozen_process() {
        Findings findings = clean().paused(1_500, 5_000, "n1#1")
                .saved(2_220, 2_230, "n1#1", CHILD, 0x10)
                .check();
        assertThat(findings.staleWrites()).singleElement().asString().contains("checkpoint", "n1#1");
        assertOnly(findings, "staleWrites");
    }

    @Test
    void a_save_that_began_before_the_later_owners_had_returned_is_not_certain() {
        Findings findings = clean().saved(2_205, 2_230, "n1#1", CHILD, 0x10).check();
        assertThat(findings.areClean()).isTrue();
    }

    @Test
    void refused_writes_are_no_findings() {
        Findings findings = clean().refused(2_400, "n1#1", CHILD, 0x10)
                .refusedSave(2_220, 2_230, "n1#1", CHILD, 0x10)
                .check();
        assertThat(findings.areClean()).isTrue();
        assertThat(findings.refusedWrites()).isEqualTo(1);
    }

    @Test
    void an_owner_without_a_higher_token_is_found() {
        Findings findings = clean().asked(3_000, "n2#1", CHILD, 0x20)
                .end(3_010, "n2#1", CHILD, 0x20)
                .start(3_100, "n3#1", CHILD, 0x20)
                .alive("n3#1")
                .check();
        assertThat(findings.tokens()).hasSize(1);
        assertOnly(findings, "tokens");
    }

    @Test
    void a_lost_child_is_found_and_nothing_else() {
        Findings findings = clean().wanted("loop-2")
                .start(1_000, "n2#1", "loop-2", 0x11)
                .asked(5_000, "n2#1", "loop-2", 0x11)
                .end(5_010, "n2#1", "loop-2", 0x11)
                .check();
        assertThat(findings.lost()).singleElement().asString().contains("loop-2", "n2#1");
        assertOnly(findings, "lost");
    }

    @Test
    void a_child_on_a_killed_node_is_lost() {
        Findings findings = clean().wanted("loop-2")
                .start(1_000, "n4#1", "loop-2", 0x11)
                .history(5_000, History.What.KILLED, "n4#1")
                .check();
        assertOnly(findings, "lost");
    }

    @Test
    void a_child_that_rests_after_failures_is_not_lost() {
        Findings findings = clean().wanted("crash_loop-2")
                .history(90_000, History.What.TROUBLED, "crash_loop-2")
                .check();
        assertThat(findings.areClean()).isTrue();
    }

    @Test
    void a_child_that_runs_unwanted_is_found_and_nothing_else() {
        Findings findings = clean().start(5_000, "n2#1", "loop-3", 0x40).check();
        assertThat(findings.dangling()).singleElement().asString().contains("loop-3", "n2#1");
        assertOnly(findings, "dangling");
    }

    @Test
    void what_is_left_in_ZooKeeper_is_found() {
        Findings findings = clean().history(90_000, History.What.ZNODE, "loop-3", "owners", "-")
                .history(90_000, History.What.ZNODE, "loop-4", "failures", "-")
                .history(90_000, History.What.ZNODE, CHILD, "assignments", "n9")
                .check();
        assertThat(findings.dangling()).hasSize(3);
        assertOnly(findings, "dangling");
    }

    @Test
    void a_contradictory_answer_is_found() {
        Findings findings = clean().history(
                        5_000, History.What.CONTRADICTION, CHILD, "restart", "NOT_THERE", "though", "WANTED")
                .check();
        assertThat(findings.contradictions()).hasSize(1);
        assertOnly(findings, "contradictions");
    }

    @Test
    void the_report_has_the_fields_that_were_promised() {
        String json = Report.json(7, java.util.Map.of(FaultKind.KILL_NODE, 2), 1, clean().check());
        assertThat(json)
                .isEqualToIgnoringNewLines("{\"seed\":7,\"faults\":{\"kill-node\":2},\"children\":1,\"overlaps\":0,"
                        + "\"overlapsWhilePaused\":0,\"staleWritesAccepted\":0,\"ranAgain\":0,\"lost\":0,\"dangling\":0,\"halts\":0,"
                        + "\"unavailableP99Ms\":50}");
    }

    private static void assertOnly(Findings f, String what) {
        assertThat(f.areClean()).isFalse();
        assertThat(f.overlaps().isEmpty()).isNotEqualTo(what.equals("overlaps"));
        assertThat(f.staleWrites().isEmpty()).isNotEqualTo(what.equals("staleWrites"));
        assertThat(f.tokens().isEmpty()).isNotEqualTo(what.equals("tokens"));
        assertThat(f.repeats().isEmpty()).isNotEqualTo(what.equals("repeats"));
        assertThat(f.lost().isEmpty()).isNotEqualTo(what.equals("lost"));
        assertThat(f.dangling().isEmpty()).isNotEqualTo(what.equals("dangling"));
        assertThat(f.contradictions().isEmpty()).isNotEqualTo(what.equals("contradictions"));
    }
}

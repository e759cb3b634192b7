package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A scope in virtual time, in which children run, crash and recover, and one planner after the other plans. */
class NodeTrustTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    /** 300 children on two good nodes; a third joins, on which every run fails. */
    @Test
    void a_bad_node_costs_ten_crashes_in_its_first_minute_and_then_one_for_each_back_off() {
        Seeds.forEach(3, random -> {
            FailingScope scope = new FailingScope(random).nodes("a", "b").children(300);
            scope.run(20 * SECOND);
            scope.nodes("bad").failing("bad");
            scope.run(MINUTE);
            assertThat(scope.crashes()).isBetween(NodeTrust.ENOUGH, 10);
            assertThat(scope.suspects()).containsExactly("bad");
            assertThat(scope.movedTwice()).isEmpty();
            int first = scope.crashes();
            scope.run(10 * MINUTE);
            assertThat(scope.crashes() - first).isBetween(1, 4);
            assertThat(scope.movedTwice()).isEmpty();
            assertThat(scope.running("bad")).isLessThanOrEqualTo(1L);
            assertThat(scope.running("a")).isBetween(149L, 151L);
        });
    }

    @Test
    void a_new_planner_does_not_begin_anew() {
        Seeds.forEach(3, random -> {
            FailingScope scope = new FailingScope(random).nodes("a", "b").children(300);
            scope.run(20 * SECOND);
            scope.nodes("bad").failing("bad");
            scope.run(MINUTE);
            int before = scope.crashes();
            for (int i = 0; i < 10; i++) {
                scope.newPlanner();
                scope.run(5 * SECOND);
            }
            assertThat(scope.crashes()).isEqualTo(before);
        });
    }

    @Test
    void a_node_that_is_good_again_gets_its_share() {
        FailingScope scope = new FailingScope(new Random(1)).nodes("a", "b").children(300);
        scope.run(20 * SECOND);
        scope.nodes("bad").failing("bad");
        scope.run(MINUTE);
        scope.failing();
        scope.run(10 * MINUTE);
        assertThat(scope.suspects()).isEmpty();
        assertThat(scope.running("bad")).isEqualTo(100);
    }

    @Test
    void who_takes_the_suspicion_back_lets_it_begin_anew() {
        FailingScope scope = new FailingScope(new Random(1)).nodes("a", "b").children(300);
        scope.run(20 * SECOND);
        scope.nodes("bad").failing("bad");
        scope.run(MINUTE);
        scope.failing();
        scope.forgive();
        scope.run(30 * SECOND);
        assertThat(scope.suspects()).isEmpty();
        assertThat(scope.running("bad")).isEqualTo(100);
    }

    @Test
    void a_new_session_of_a_suspect_node_is_judged_anew() {
        FailingScope scope = new FailingScope(new Random(1)).nodes("a", "b").children(300);
        scope.run(20 * SECOND);
        scope.nodes("bad").failing("bad");
        scope.run(MINUTE);
        scope.failing();
        scope.rejoin("bad");
        scope.run(30 * SECOND);
        assertThat(scope.suspects()).isEmpty();
        assertThat(scope.running("bad")).isEqualTo(100);
    }

    @Test
    void children_that_fail_everywhere_make_no_node_suspect() {
        FailingScope scope =
                new FailingScope(new Random(1)).nodes("a", "b", "d").children(60);
        scope.run(20 * SECOND);
        scope.failingChildren(Set.of("c1", "c2", "c3", "c4", "c5", "c6", "c7"));
        scope.run(10 * MINUTE);
        assertThat(scope.suspects()).isEmpty();
    }

    @Test
    void an_outage_makes_no_node_suspect() {
        Seeds.forEach(5, random -> {
            FailingScope scope = new FailingScope(random).nodes("a", "b", "d").children(300);
            scope.run(20 * SECOND);
            scope.failing("a", "b", "d");
            scope.crashAll();
            scope.run(2 * MINUTE);
            scope.failing();
            Set<String> suspected = new HashSet<>();
            for (int i = 0; i < 600; i++) {
                scope.run(SECOND);
                suspected.addAll(scope.suspects());
            }
            assertThat(suspected).isEmpty();
            assertThat(scope.running("a")).isEqualTo(100);
        });
    }

    @Test
    void a_node_that_has_run_children_well_turns_suspect_when_more_fail_there_than_run() {
        FailingScope scope =
                new FailingScope(new Random(1)).nodes("a", "b", "d").children(30);
        scope.run(20 * SECOND);
        scope.failing("d");
        scope.crashAll("d");
        scope.run(MINUTE);
        assertThat(scope.suspects()).containsExactly("d");
        assertThat(scope.running("a") + scope.running("b")).isGreaterThanOrEqualTo(29L);
        scope.failing();
        scope.run(10 * MINUTE);
        assertThat(scope.suspects()).isEmpty();
        assertThat(scope.running("d")).isEqualTo(10);
    }
}

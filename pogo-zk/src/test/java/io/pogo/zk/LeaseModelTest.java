package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every child is asked to stop, and has had its grace, before the session expires, in every state of the model that
 * can be reached. Without any one of the fixes it is not. What is modelled is described in {@code
 * docs/model/README.md}.
 */
class LeaseModelTest {
    /** Two ticks; a twelfth is one step of the clocks. */
    private static final LeaseBounds PLAIN = LeaseBounds.ofTimeout(12, 12, 3);

    private static final LeaseBounds SHRINKS = LeaseBounds.ofTimeout(12, 8, 2);

    @Test
    void the_lease_ends_first_over_lost_connections_dead_followers_and_deposed_leaders() {
        assertHolds(PLAIN.withDeposedLeaders());
    }

    @Test
    void the_lease_ends_first_over_a_frozen_process_or_a_suspended_machine() {
        assertHolds(PLAIN.withSleeps(1));
    }

    @Test
    @EnabledIfSystemProperty(named = "pogo.model", matches = "large")
    void the_lease_ends_first_over_processes_and_machines_that_sleep_twice() {
        assertHolds(PLAIN.withDeposedLeaders().withSleeps(2));
    }

    @Test
    void the_lease_ends_first_over_a_wall_clock_that_is_set_back() {
        assertHolds(PLAIN.withSetBack());
    }

    @Test
    void the_lease_ends_first_over_a_timeout_that_shrinks() {
        assertHolds(SHRINKS);
    }

    @Test
    void the_lease_ends_first_over_a_timeout_that_shrinks_by_a_quarter_unheard() {
        assertHolds(LeaseBounds.ofTimeout(12, 9, 2).withLostGrants());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TERM_FROM_THE_ANSWER",
                "HISTORY_IGNORED",
                "LAST_PAUSE_ALONE",
                "PAUSES_BETWEEN_SENDINGS",
                "CONNECTED_WHEN_PROVEN",
                "ENFORCED_BY_THE_LOOP",
                "GRACE_OF_THE_WHOLE_TIMEOUT",
                "STAY_BEGINS_UNHEARD"
            })
    void a_lease_without_a_fix_is_refuted(LeaseFlaw flaw) {
        assertRefuted(PLAIN.with(flaw));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSES_BY_MONOTONIC_CLOCK", "MONOTONIC_CLOCK_ALONE", "SUSPENSION_ON_NO_CLOCK"})
    void a_lease_by_a_clock_that_stops_is_refuted(LeaseFlaw flaw) {
        assertRefuted(PLAIN.withSleeps(1).with(flaw));
    }

    @Test
    void a_lease_that_a_deposed_leader_can_prolong_is_refuted() {
        assertRefuted(PLAIN.withDeposedLeaders().with(LeaseFlaw.PROOF_WITHOUT_QUORUM));
    }

    @Test
    void a_lease_by_the_wall_clock_alone_is_refuted() {
        assertRefuted(PLAIN.withSetBack().with(LeaseFlaw.WALL_CLOCK_ALONE));
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_OF_THE_BEGINNING", "TIMEOUT_OF_THE_PROOF"})
    void a_lease_that_does_not_follow_the_timeout_is_refuted(LeaseFlaw flaw) {
        assertRefuted(SHRINKS.with(flaw));
    }

    @Test
    void a_timeout_below_two_ticks_is_a_limit() {
        assertRefuted(LeaseBounds.ofTimeout(12, 12, 5));
    }

    @Test
    void a_timeout_that_shrinks_unheard_below_three_quarters_is_a_limit() {
        assertRefuted(LeaseBounds.ofTimeout(12, 8, 2).withLostGrants());
    }

    private static void assertHolds(LeaseBounds bounds) {
        Map<LeaseWorld, LeaseWorld> found = new HashMap<>();
        assertThat(counterexample(bounds, found)).isEmpty();
        assertThat(found.keySet()).anyMatch(world -> world.is(LeaseWorld.Cell.STAY, LeaseWorld.HOLDS));
    }

    private static void assertRefuted(LeaseBounds bounds) {
        List<String> trace = counterexample(bounds, new HashMap<>());
        trace.forEach(step -> System.out.println("    " + step));
        assertThat(trace).isNotEmpty();
    }

    /** The shortest way to a state that must not be; empty if there is none. */
    private static List<String> counterexample(LeaseBounds bounds, Map<LeaseWorld, LeaseWorld> parents) {
        LeaseModel model = new LeaseModel(bounds);
        Deque<LeaseWorld> open = new ArrayDeque<>(List.of(model.initial()));
        parents.put(model.initial(), model.initial());
        List<String> trace = List.of();
        while (!open.isEmpty() && trace.isEmpty()) {
            LeaseWorld world = open.removeFirst();
            for (LeaseSteps.Step step : model.next(world)) {
                if (parents.putIfAbsent(step.world(), world) == null) {
                    open.addLast(step.world());
                    if (model.isBroken(step.world())) {
                        trace = trace(model, parents, step.world());
                        break;
                    }
                }
            }
        }
        System.out.println(bounds + ": " + parents.size() + " states");
        return trace;
    }

    private static LeaseWorld parent(Map<LeaseWorld, LeaseWorld> parents, LeaseWorld of) {
        return Objects.requireNonNull(parents.get(of));
    }

    private static List<String> trace(LeaseModel model, Map<LeaseWorld, LeaseWorld> parents, LeaseWorld end) {
        List<String> trace = new ArrayList<>();
        for (LeaseWorld at = end; !at.equals(model.initial()); at = parent(parents, at)) {
            LeaseWorld reached = at;
            trace.add(model.next(parent(parents, at)).stream()
                    .filter(step -> step.world().equals(reached))
                    .map(LeaseSteps.Step::name)
                    .findFirst()
                    .orElseThrow());
        }
        Collections.reverse(trace);
        return trace;
    }
}

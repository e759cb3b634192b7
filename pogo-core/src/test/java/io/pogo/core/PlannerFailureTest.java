package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of children that keep failing. */
class PlannerFailureTest {
    @Test
    void a_child_that_failed_on_a_node_is_tried_on_another() {
        TestScope scope =
                new TestScope().nodes("a", "b").child("c").on("a", "c").failed("c", 0, 0, "a");
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps()).hasSize(1);
        assertThat(Carry.assigns(plan).get(0).next()).isEqualTo(new Assignment("c", "b", 1, 7, 1, StartReason.MOVED));
    }

    @Test
    void a_child_that_failed_on_several_nodes_is_quarantined() {
        TestScope scope = new TestScope().nodes("a", "b", "d", "e").child("c").on("d", "c");
        PlacementPlan plan = scope.failed("c", 0, 0, "b", "a", "d").plan();
        Rest rest = rest(scope);
        Failure next = new Failure("c", 7, 1, "n", "boom", 4, Set.of("a", "b", "d"), 1, rest);
        assertThat(plan.steps()).containsExactly(new PlanStep.Record(next, scope.assignments));
        assertThat(plan.pending()).containsEntry("c", rest.text() + " after failing on a, b, d: boom");
        assertThat(rest.text()).startsWith("quarantined for ");
        assertThat(plan.planAgainAt()).hasValue(NOW + rest.millis());
    }

    @Test
    void a_child_that_failed_on_all_nodes_there_are_is_quarantined() {
        TestScope scope = new TestScope().nodes("a").node("x", 9, "other").child("c");
        assertThat(quarantineEnd(scope.failed("c", 0, 0, "a"))).isBetween(NOW + 8_000, NOW + 10_000);
    }

    @Test
    void nodes_that_are_gone_or_drain_do_not_count_as_tried() {
        TestScope scope = new TestScope().nodes("a", "b", "d").child("c").failed("c", 0, 0, "gone", "left", "d");
        PlacementPlan plan = scope.status("d", Status.DRAINING).plan();
        assertThat(Carry.assigns(plan)).hasSize(1);
    }

    @Test
    void a_child_that_failed_while_nobody_else_offers_its_type_is_just_pending() {
        TestScope scope = new TestScope().node("x", 9, "other").child("c").failed("c", 0, 0, "gone");
        assertThat(scope.plan().steps()).isEmpty();
        assertThat(scope.plan().pending()).containsEntry("c", "no member offers type \"t\"");
    }

    @Test
    void a_child_that_failed_here_and_finds_the_others_full_says_both() {
        TestScope scope = new TestScope()
                .node("a", 1, "t")
                .node("b", 0, "t")
                .child("there")
                .on("a", "there");
        assertThat(scope.child("c").failed("c", 0, 0, "a").plan().pending())
                .containsEntry(
                        "c", "every member that offers type \"t\" is full (capacity 0 in all) or failed it (a: boom)");
    }

    @Test
    void a_child_that_failed_wherever_there_is_room_rests_and_is_tried_again() {
        for (TestScope scope : List.of(
                new TestScope().nodes("a").node("b", 0, "t"),
                new TestScope().nodes("a").node("b", 1, "t").child("big").on("b", "big"))) {
            PlacementPlan plan = scope.child("c").failed("c", 0, 0, "a").plan();
            assertThat(plan.pending().get("c")).startsWith("quarantined for ");
            assertThat(plan.planAgainAt()).hasValue(quarantineEnd(scope));
            ScopeState rested = Carry.out(plan, scope.state());
            PlacementPlan again = new Planner(SETTINGS).plan(rested, quarantineEnd(scope));
            assertThat(Carry.assigns(again).get(0).next().nodeId()).isEqualTo("a");
        }
    }

    @Test
    void children_that_failed_together_rest_for_different_times() {
        TestScope scope = new TestScope().nodes("a").children(100);
        scope.children.keySet().forEach(id -> scope.failed(id, 0, 0, "a"));
        List<Long> ends = Carry.only(PlanStep.Record.class, scope.plan()).stream()
                .map(step -> step.next().rest().endsAt())
                .toList();
        assertThat(ends).allMatch(end -> end > NOW + 8_000 && end <= NOW + 10_000);
        assertThat(new HashSet<>(ends)).hasSizeGreaterThan(80);
    }

    @Test
    void recoveries_spread_over_the_nodes() {
        TestScope scope = new TestScope().nodes("a", "b", "d");
        for (int i = 0; i < 29; i++) {
            scope.child("ok" + i).on(List.of("a", "b", "d").get(i % 3), "ok" + i);
        }
        for (int i = 0; i < 150; i++) {
            scope.child("c" + i).failed("c" + i, NOW, 1, "a", "b", "d");
        }
        ScopeState recovering = Carry.out(scope.plan(), scope.state());
        assertThat(Carry.counts(recovering).values()).allMatch(count -> count == 59 || count == 60);
        recovering.failures().keySet().forEach(scope.failures::remove);
        TestScope recovered = TestScope.of(recovering);
        recovered.failures.clear();
        assertThat(recovered.plan().steps()).isEmpty();
    }

    @Test
    void recoveries_of_a_spread_group_keep_apart() {
        TestScope scope = new TestScope().nodes("a", "b", "d");
        for (int i = 0; i < 6; i++) {
            scope.placed(ChildSpec.of("c" + i, "t").withSpreadGroup("g")).failed("c" + i, NOW, 1, "a", "b", "d");
        }
        assertThat(Carry.counts(Carry.out(scope.plan(), scope.state())).values())
                .containsExactly(2L, 2L, 2L);
    }

    @Test
    void a_child_that_goes_from_node_to_node_moves_no_other() {
        TestScope scope = new TestScope().nodes("a", "b", "d").children(9);
        scope.on("a", "c0", "c1", "c2").on("b", "c3", "c4", "c5").on("d", "c6", "c7", "c8");
        scope.child("bad").failed("bad", 0, 0);
        for (String node : List.of("a", "b", "d")) {
            scope.on(node, "bad");
            assertThat(scope.plan().steps()).isEmpty();
            scope.assignments.removeIf(a -> a.childId().equals("bad"));
        }
    }

    /**
     * Nothing is for ever but what the reason asks a person to change: what nodes offer, where a pin binds, or how much
     * room there is.
     */
    @Test
    void for_every_child_there_is_a_time_at_which_it_is_tried_again_or_no_node_that_could_run_it_has_room() {
        Seeds.forEach(2_000, random -> {
            ScopeState state = Carry.toTheEnd(SETTINGS, RandomScope.settled(random), NOW);
            PlacementPlan plan = new Planner(SETTINGS).plan(state, NOW);
            for (String id : plan.pending().keySet()) {
                WantedChild child = TestScope.required(state.children(), id);
                if (!child.readable() || child.desired() != Desired.RUNNING) {
                    continue;
                }
                Failure failure = state.failures().get(id);
                if (failure != null && failure.rest().lasts(NOW)) {
                    assertThat(plan.planAgainAt().orElseThrow())
                            .isLessThanOrEqualTo(failure.rest().endsAt());
                } else {
                    assertThat(state.nodes().values()).noneMatch(node -> couldTake(node, child, state));
                }
            }
        });
    }

    private static boolean couldTake(NodeView node, WantedChild child, ScopeState state) {
        String pin = child.placement().pinnedTo(state.nodes()).orElse(node.id());
        List<WantedChild> there = state.assignments().stream()
                .filter(a -> a.nodeId().equals(node.id()))
                .map(a -> TestScope.required(state.children(), a.childId()))
                .toList();
        return node.status() == Status.ACTIVE
                && pin.equals(node.id())
                && node.types().contains(child.type())
                && node.offer().format() >= child.placement().format()
                && node.labels()
                        .entrySet()
                        .containsAll(child.placement().requiredLabels().entrySet())
                && there.size() < node.maxChildren()
                && there.stream().mapToInt(c -> c.placement().weight()).sum()
                                + child.placement().weight()
                        <= node.capacity()
                && there.stream().mapToInt(WantedChild::lockBytes).sum() + child.lockBytes()
                        <= TestScope.MAX_LOCK_BYTES;
    }

    @Test
    void each_quarantine_is_twice_as_long_up_to_the_longest() {
        assertThat(quarantineEnd(failedAlready(1))).isBetween(NOW + 16_000, NOW + 20_000);
        assertThat(quarantineEnd(failedAlready(4))).isBetween(NOW + 128_000, NOW + 160_000);
        assertThat(quarantineEnd(failedAlready(5))).isBetween(NOW + 240_000, NOW + 300_000);
        assertThat(quarantineEnd(failedAlready(Integer.MAX_VALUE))).isBetween(NOW + 240_000, NOW + 300_000);
    }

    @Test
    void a_quarantined_child_has_no_place() {
        TestScope scope = new TestScope().nodes("a", "b").child("c").on("b", "c");
        PlacementPlan plan = scope.failed("c", NOW + 1, 1, "a").plan();
        assertThat(plan.steps()).containsExactly(new PlanStep.Withdraw("c", scope.assignments));
        assertThat(plan.planAgainAt()).hasValue(NOW + 1);
    }

    @Test
    void when_the_quarantine_is_over_the_child_is_tried_on_every_node_again() {
        TestScope scope = new TestScope().nodes("a").child("c").failed("c", NOW, 2, "a");
        PlacementPlan plan = scope.plan();
        Failure next = new Failure("c", 7, 1, "n", "boom", 4, Set.of(), 2, Rest.NONE);
        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep.Record(next, List.of()),
                        new PlanStep.Assign(new Assignment("c", "a", 1, 7, 1, StartReason.RESTART), List.of()));
    }

    @Test
    void a_restart_request_lifts_the_quarantine() {
        TestScope scope = new TestScope()
                .nodes("a")
                .child("c")
                .failed("c", NOW + 9_999, 2, "a")
                .revised("c");
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps().get(0)).isEqualTo(new PlanStep.Forget("c"));
        assertThat(Carry.assigns(plan)).hasSize(1);
    }

    @Test
    void the_failure_of_a_terminated_child_is_forgotten() {
        TestScope scope = new TestScope().nodes("a").child("c").failed("c", 0, 0, "a");
        scope.children.clear();
        assertThat(scope.plan().steps()).containsExactly(new PlanStep.Forget("c"));
    }

    @Test
    void the_failure_of_an_unreadable_child_is_left_alone() {
        TestScope scope = new TestScope()
                .nodes("a")
                .child("c")
                .failed("c", NOW - 1, 1, "a")
                .unreadable("c");
        assertThat(scope.plan().steps()).isEmpty();
    }

    @Test
    void a_child_that_always_fails_is_always_tried_again() {
        Seeds.forEach(200, random -> {
            ScopeState state =
                    RandomScope.uniform(random, 1 + random.nextInt(6), 1).state();
            long now = NOW;
            int tries = 0;
            for (int i = 0; i < 60; i++) {
                PlacementPlan plan = new Planner(SETTINGS).plan(state, now);
                state = Carry.out(plan, state);
                if (state.assignments().isEmpty()) {
                    long again = plan.planAgainAt().orElseThrow();
                    assertThat(again).isBetween(now + 1, now + 300_000);
                    now = again;
                } else {
                    state = failed(state);
                    tries++;
                }
            }
            assertThat(tries).isGreaterThan(25);
        });
    }

    /** Its owner gives the only child up. */
    private static ScopeState failed(ScopeState state) {
        Assignment at = state.assignments().iterator().next();
        Failure before = state.failures().get(at.childId());
        Set<String> on = new HashSet<>(before == null ? Set.of() : before.failedOn());
        on.add(at.nodeId());
        int rounds = before == null ? 0 : before.rounds();
        TestScope scope = TestScope.of(state);
        scope.failures.putAll(Map.of(
                at.childId(),
                new Failure(at.childId(), at.czxid(), at.revision(), at.nodeId(), "boom", 4, on, rounds, Rest.NONE)));
        return scope.state();
    }

    private static TestScope failedAlready(int rounds) {
        return new TestScope().nodes("a").child("c").failed("c", 0, rounds, "a");
    }

    private static long quarantineEnd(TestScope scope) {
        return rest(scope).endsAt();
    }

    private static Rest rest(TestScope scope) {
        return Carry.only(PlanStep.Record.class, scope.plan()).get(0).next().rest();
    }
}

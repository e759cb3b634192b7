package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What children demand of their node: labels, weight, a format, a pin; and what is said where nobody can give it. */
class PlacementTest {
    @Test
    void a_child_goes_only_to_a_node_that_has_all_labels_that_it_requires() {
        TestScope scope = new TestScope()
                .node("a", Map.of("zone", "a"), 9, "t")
                .node("b", Map.of("zone", "b", "disk", "ssd"), 9, "t")
                .placed(ChildSpec.of("c", "t").withRequiredLabel("zone", "b").withRequiredLabel("disk", "ssd"));
        assertThat(where(scope, "c")).isEqualTo("b");
        assertThat(where(scope.dead("b"), "c")).isEqualTo("");
        assertThat(scope.plan().pending())
                .containsValue("no member that offers type \"t\" has labels disk=ssd, zone=b (there is zone=a)");
    }

    @Test
    void labels_that_no_single_node_has_together_leave_the_child_pending_and_disturb_nobody() {
        TestScope scope = new TestScope()
                .node("a", Map.of("zone", "a"), 9, "t")
                .node("b", Map.of("disk", "ssd"), 9, "t")
                .children(4)
                .placed(ChildSpec.of("x", "t").withRequiredLabel("zone", "a").withRequiredLabel("disk", "ssd"));
        assertThat(scope.plan().pending())
                .containsExactly(Map.entry(
                        "x",
                        "no member that offers type \"t\" has labels disk=ssd, zone=a (there is disk=ssd, zone=a)"));
        assertThat(scope.plan().steps()).hasSize(4);
    }

    @Test
    void a_child_whose_node_lost_the_label_is_moved_at_once() {
        TestScope scope = new TestScope()
                .node("a", Map.of("zone", "a"), 9, "t")
                .node("b", Map.of("zone", "a"), 9, "t")
                .placed(ChildSpec.of("c", "t").withRequiredLabel("zone", "a"))
                .on("a", "c")
                .node("a", Map.of(), 9, "t")
                .membersChangedAt(NOW);
        assertThat(Carry.assigns(scope.plan()).get(0).next().nodeId()).isEqualTo("b");
    }

    @Test
    void a_node_takes_no_more_weight_than_its_capacity() {
        TestScope scope = new TestScope().node("a", 10, "t").node("b", 7, "t");
        for (int i = 0; i < 4; i++) {
            scope.placed(ChildSpec.of("c" + i, "t").withWeight(5));
        }
        assertThat(Carry.counts(Carry.out(scope.plan(), scope.state()))).isEqualTo(Map.of("a", 2L, "b", 1L));
        assertThat(scope.plan().pending())
                .containsValue("every member that offers type \"t\" is full (its weight is 5, capacity 17 in all)");
    }

    @Test
    void a_weight_above_every_capacity_is_said_and_the_others_are_placed() {
        TestScope scope = new TestScope()
                .node("a", 10, "t")
                .child("c")
                .placed(ChildSpec.of("x", "t").withWeight(11));
        assertThat(scope.plan().pending())
                .containsExactly(Map.entry(
                        "x",
                        "every member that offers type \"t\" is too small for its weight of 11"
                                + " (the largest capacity is 10)"));
        assertThat(scope.plan().steps()).hasSize(1);
    }

    @Test
    void heavy_children_are_placed_before_light_ones_take_their_room() {
        TestScope scope = new TestScope().node("a", 10, "t").node("b", 10, "t");
        scope.placed(ChildSpec.of("z", "t").withWeight(10));
        for (int i = 0; i < 10; i++) {
            scope.child("c" + i);
        }
        assertThat(scope.plan().pending()).isEmpty();
    }

    @Test
    void loads_are_compared_by_weight() {
        TestScope scope = new TestScope().nodes("a", "b").children(6);
        scope.placed(ChildSpec.of("heavy", "t").withWeight(6));
        String heavy = where(scope, "heavy");
        assertThat(Carry.counts(Carry.out(scope.plan(), scope.state()))).containsEntry(heavy, 1L);
    }

    @Test
    void a_spec_of_a_later_format_goes_to_a_node_that_reads_it() {
        TestScope scope =
                new TestScope().node(new NodeView("old", 1, Status.ACTIVE, new Offer(Set.of("t"), Map.of(), 9, 9, 1)));
        scope.placed(ChildSpec.of("c", "t"), Optional.empty(), 2).child("plain");
        assertThat(scope.plan().pending())
                .containsExactly(Map.entry(
                        "c", "no member that offers type \"t\" is of a version that reads its spec (format 2)"));
        assertThat(where(scope, "plain")).isEqualTo("old");
        assertThat(where(scope.nodes("new"), "c")).isEqualTo("new");
    }

    @Test
    void a_child_that_shall_not_run_is_taken_away_and_not_placed() {
        TestScope scope = new TestScope().nodes("a").children(2).on("a", "c0");
        scope.desired("c0", Desired.PAUSED).desired("c1", Desired.COMPLETED);
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps()).containsExactly(new PlanStep.Withdraw("c0", scope.assignments));
        assertThat(plan.pending())
                .containsExactly(Map.entry("c0", "it is paused"), Map.entry("c1", "it is completed and not run again"));
    }

    @Test
    void a_paused_temporary_child_is_not_removed_though_it_was_started() {
        TestScope scope = new TestScope().nodes("a").temporary("c", true).on("a", "c");
        assertThat(scope.desired("c", Desired.PAUSED).plan().steps())
                .containsExactly(new PlanStep.Withdraw("c", scope.assignments));
    }

    @Test
    void a_pinned_child_is_moved_to_its_pin_at_once_whatever_is_quiet_or_paused() {
        TestScope scope = new TestScope().nodes("a", "b").children(20);
        for (int i = 0; i < 20; i++) {
            scope.pinned("c" + i, "b", 1).on("a", "c" + i);
        }
        scope.rebalancingPaused = true;
        PlacementPlan plan = scope.membersChangedAt(NOW).plan();
        assertThat(Carry.assigns(plan)).hasSize(20).allSatisfy(step -> {
            assertThat(step.next().nodeId()).isEqualTo("b");
            assertThat(step.next().reason()).isEqualTo(StartReason.MOVED);
            assertThat(step.replaced()).hasSize(1);
        });
        assertThat(plan.moved()).isEmpty();
        ScopeState end = Carry.toTheEnd(TestScope.SETTINGS, scope.state(), NOW);
        assertThat(Carry.counts(end)).as("nothing moves back").isEqualTo(Map.of("b", 20L));
    }

    @Test
    void children_pinned_crosswise_to_full_nodes_pass_one_another_where_one_has_room() {
        TestScope scope = new TestScope().node("a", 2, "t").node("b", 1, "t").children(2);
        scope.pinned("c0", "b", 1).pinned("c1", "a", 1).on("a", "c0").on("b", "c1");
        assertThat(Carry.assigns(scope.plan())).hasSize(2);
    }

    @Test
    void a_pin_is_void_once_its_node_is_another_session_or_gone_and_rests_while_it_drains() {
        TestScope scope =
                new TestScope().nodes("a", "b").child("c").pinned("c", "b", 1).on("a", "c");
        assertThat(where(scope, "c")).isEqualTo("b");
        assertThat(scope.status("b", Status.DRAINING).plan().steps()).isEmpty();
        assertThat(scope.status("b", Status.ACTIVE).rejoined("b").plan().steps())
                .isEmpty();
        assertThat(scope.dead("b").plan().steps()).isEmpty();
    }

    @Test
    void a_child_whose_pin_cannot_take_it_stays_where_it_is_or_waits() {
        TestScope scope =
                new TestScope().nodes("a").node("b", 9, "other").child("c").pinned("c", "b", 1);
        assertThat(scope.plan().pending())
                .containsExactly(
                        Map.entry("c", "it is pinned to b and waits for that node: no member offers type \"t\""));
        assertThat(scope.on("a", "c").plan().steps()).isEmpty();
        TestScope full = new TestScope().nodes("a").node("b", 0, "t").child("c").pinned("c", "b", 1);
        assertThat(full.plan().pending()).containsKey("c");
    }

    @Test
    void a_child_that_fails_is_quarantined_when_those_that_may_run_it_all_gave_it_up() {
        TestScope labels = new TestScope().nodes("a", "b", "d").node("x", Map.of("zone", "a"), 9, "t");
        labels.placed(ChildSpec.of("c", "t").withRequiredLabel("zone", "a")).failed("c", 0, 0, "x");
        assertThat(Carry.only(PlanStep.Record.class, labels.plan())).hasSize(1);
        TestScope pinned = new TestScope().nodes("a", "b", "d").child("c").pinned("c", "b", 1);
        assertThat(Carry.only(
                        PlanStep.Record.class, pinned.failed("c", 0, 0, "b").plan()))
                .hasSize(1);
    }

    @Test
    void while_rebalancing_is_paused_takeovers_and_drains_go_on_and_nothing_else_moves() {
        TestScope scope = new TestScope().nodes("a", "b", "d").children(9);
        scope.on("a", "c0", "c1", "c2", "c3", "c4", "c5", "c6").on("b", "c7").on("d", "c8");
        scope.rebalancingPaused = true;
        assertThat(scope.plan().steps()).isEmpty();
        assertThat(scope.plan().planAgainAt()).isEmpty();
        assertThat(Carry.assigns(scope.status("b", Status.DRAINING).dead("d").plan()))
                .extracting(PlanStep.Assign::childId)
                .isEqualTo(List.of("c7", "c8"));
    }

    private static String where(TestScope scope, String child) {
        return Carry.out(scope.plan(), scope.state()).assignments().stream()
                .filter(a -> a.childId().equals(child))
                .map(Assignment::nodeId)
                .findFirst()
                .orElse("");
    }
}

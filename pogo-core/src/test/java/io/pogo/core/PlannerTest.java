package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which assignments stay, which are replaced or withdrawn, and what is said of them. */
class PlannerTest {
    @Test
    void a_new_child_is_handed_out_as_a_first_start() {
        PlanStep.Assign step = onlyAssign(new TestScope().nodes("a").child("c").plan());
        assertThat(step.next()).isEqualTo(new Assignment("c", "a", 1, 7, 1, StartReason.FIRST_START));
        assertThat(step.replaced()).isEmpty();
    }

    @Test
    void a_child_that_is_well_placed_causes_no_step() {
        PlacementPlan plan = new TestScope().nodes("a").child("c").on("a", "c").plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.pending()).isEmpty();
        assertThat(plan.planAgainAt()).isEmpty();
    }

    @Test
    void the_child_of_a_dead_node_is_taken_over() {
        TestScope scope = new TestScope().nodes("a", "b").child("c").on("a", "c");
        Assignment old = scope.assignments.get(0);
        PlanStep.Assign step = onlyAssign(scope.dead("a").plan());
        assertThat(step.next()).isEqualTo(new Assignment("c", "b", 1, 7, 1, StartReason.TAKEOVER));
        assertThat(step.replaced()).containsExactly(old);
    }

    @Test
    void a_node_that_came_back_with_another_session_takes_over_from_itself() {
        TestScope scope = new TestScope().nodes("a").child("c").on("a", "c").rejoined("a");
        PlanStep.Assign step = onlyAssign(scope.plan());
        assertThat(step.next()).isEqualTo(new Assignment("c", "a", 2, 7, 1, StartReason.TAKEOVER));
        assertThat(step.replaced()).hasSize(1);
    }

    @Test
    void the_child_of_a_draining_node_is_moved_at_once() {
        TestScope scope = new TestScope().nodes("a", "b").child("c").on("a", "c");
        PlacementPlan plan =
                scope.status("a", Status.DRAINING).membersChangedAt(NOW).plan();
        assertThat(onlyAssign(plan).next()).isEqualTo(new Assignment("c", "b", 1, 7, 1, StartReason.MOVED));
        assertThat(plan.moved()).as("moves to even out the load").isEmpty();
    }

    @Test
    void the_children_of_draining_and_dead_nodes_are_not_held_back_by_the_limit_of_moves() {
        TestScope scope = new TestScope().nodes("a", "b").children(50);
        scope.on("a", scope.children.keySet().toArray(String[]::new)).status("a", Status.DRAINING);
        assertThat(Carry.assigns(scope.plan())).hasSize(50);
    }

    @Test
    void the_child_of_a_draining_node_is_withdrawn_if_no_other_node_takes_it() {
        TestScope scope = new TestScope().nodes("a").child("c").on("a", "c").status("a", Status.DRAINING);
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps()).containsExactly(new PlanStep.Withdraw("c", scope.assignments));
        assertThat(plan.pending()).containsEntry("c", "no member takes children (all are draining)");
    }

    @Test
    void a_child_whose_type_its_node_no_longer_offers_is_moved() {
        TestScope scope =
                new TestScope().nodes("a", "b").child("c").on("a", "c").node("a", 100, "other");
        assertThat(onlyAssign(scope.plan()).next().reason()).isEqualTo(StartReason.MOVED);
    }

    @Test
    void an_unreadable_node_keeps_what_it_has_and_gets_nothing_new() {
        TestScope scope = new TestScope().nodes("a").child("c").on("a", "c").child("d");
        PlacementPlan plan = scope.status("a", Status.UNREADABLE).plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.pending())
                .containsExactly(Map.entry("d", "no member takes children (all are draining or unreadable)"));
    }

    @Test
    void an_unreadable_child_keeps_its_place_and_gets_no_new_one() {
        TestScope scope =
                new TestScope().nodes("a").unreadable("c").unreadable("d").on("a", "c");
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.pending()).containsExactly(Map.entry("d", "its spec is unreadable"));
    }

    @Test
    void an_unreadable_child_is_withdrawn_from_a_dead_and_from_a_draining_node() {
        TestScope scope = new TestScope().nodes("a", "b", "x").unreadable("c").unreadable("d");
        scope.on("a", "c").on("b", "d").dead("a").status("b", Status.DRAINING);
        assertThat(Carry.only(PlanStep.Withdraw.class, scope.plan()))
                .extracting(PlanStep::childId)
                .containsExactly("c", "d");
    }

    @Test
    void a_terminated_child_is_withdrawn() {
        TestScope scope = new TestScope().nodes("a").child("c").on("a", "c");
        scope.children.clear();
        assertThat(scope.plan().steps()).containsExactly(new PlanStep.Withdraw("c", scope.assignments));
    }

    @Test
    void a_child_asked_for_again_is_a_new_one() {
        TestScope scope = new TestScope().nodes("a").child("c").on("a", "c");
        scope.child(new WantedChild("c", 8, 1, true, "t", Restart.PERMANENT, false, 10));
        PlanStep.Assign step = onlyAssign(scope.plan());
        assertThat(step.next()).isEqualTo(new Assignment("c", "a", 1, 8, 1, StartReason.FIRST_START));
        assertThat(step.replaced()).isEqualTo(scope.assignments);
    }

    @Test
    void a_revised_child_is_restarted_where_it_is() {
        TestScope scope =
                new TestScope().nodes("a", "b").child("c").on("a", "c").revised("c");
        PlanStep.Assign step = onlyAssign(scope.plan());
        assertThat(step.next()).isEqualTo(new Assignment("c", "a", 1, 7, 2, StartReason.RESTART));
        assertThat(step.replaced()).isEqualTo(scope.assignments);
    }

    @Test
    void of_several_valid_assignments_the_one_of_the_current_revision_stays_or_else_that_of_the_lowest_node() {
        TestScope scope = new TestScope().nodes("a", "b", "d").child("c");
        scope.on("a", "c").revised("c").on("d", "c").on("b", "c");
        assertThat(Carry.out(scope.plan(), scope.state()).assignments())
                .containsExactly(new Assignment("c", "b", 1, 7, 2, StartReason.FIRST_START));
    }

    @Test
    void a_temporary_child_that_was_never_started_is_handed_out() {
        assertThat(onlyAssign(new TestScope().nodes("a").temporary("c", false).plan())
                        .next()
                        .nodeId())
                .isEqualTo("a");
    }

    @Test
    void a_started_temporary_child_stays_where_it_is_even_if_revised() {
        TestScope scope =
                new TestScope().nodes("a").temporary("c", true).on("a", "c").revised("c");
        assertThat(scope.plan().steps()).isEmpty();
    }

    @Test
    void a_started_temporary_child_is_removed_when_its_node_is_dead_draining_or_another_session() {
        TestScope scope = new TestScope().nodes("a", "b", "d", "x");
        scope.temporary("1", true).temporary("2", true).temporary("3", true).temporary("4", true);
        scope.on("a", "1").on("b", "2").on("d", "3");
        scope.dead("a").status("b", Status.DRAINING).rejoined("d");
        assertThat(scope.plan().steps())
                .containsExactly(
                        new PlanStep.Remove(TestScope.required(scope.children, "1"), scope.assignments.subList(0, 1)),
                        new PlanStep.Remove(TestScope.required(scope.children, "2"), scope.assignments.subList(1, 2)),
                        new PlanStep.Remove(TestScope.required(scope.children, "3"), scope.assignments.subList(2, 3)),
                        new PlanStep.Remove(TestScope.required(scope.children, "4"), List.of()));
    }

    @Test
    void at_a_cold_start_nothing_is_handed_out_until_other_members_had_time_to_come() {
        TestScope scope =
                new TestScope().nodes("a", "b").child("c").on("b", "c").temporary("d", true);
        scope.dead("b").electedAt(NOW - 2_999);
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.pending()).containsEntry("c", "waiting for other members (cold start)");
        assertThat(plan.planAgainAt()).hasValue(NOW + 1);
        assertThat(onlyAssign(new TestScope()
                        .nodes("a")
                        .child("c")
                        .electedAt(NOW - 3_000)
                        .plan()))
                .isNotNull();
    }

    @Test
    void a_planner_elected_while_children_run_does_not_wait() {
        TestScope scope = new TestScope().nodes("a").child("c").child("d").on("a", "c");
        assertThat(onlyAssign(scope.electedAt(NOW).plan()).childId()).isEqualTo("d");
    }

    @Test
    void a_terminated_child_is_withdrawn_at_a_cold_start_too() {
        TestScope scope = new TestScope().nodes("a").child("c").on("a", "c").electedAt(NOW);
        scope.children.clear();
        assertThat(scope.plan().steps()).hasSize(1);
    }

    private static PlanStep.Assign onlyAssign(PlacementPlan plan) {
        assertThat(plan.steps()).hasSize(1);
        return (PlanStep.Assign) plan.steps().get(0);
    }
}

package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the load is evened out. */
class PlannerBalanceTest {
    @Test
    void children_are_moved_to_a_node_that_has_joined() {
        PlacementPlan plan = crowded(6).plan();
        assertThat(plan.moved()).hasSize(3);
        assertThat(Carry.assigns(plan)).allSatisfy(step -> {
            assertThat(step.next().nodeId()).isEqualTo("b");
            assertThat(step.next().reason()).isEqualTo(StartReason.MOVED);
            assertThat(step.replaced()).hasSize(1);
        });
    }

    @Test
    void a_difference_of_one_is_left_alone() {
        assertThat(crowded(1).plan().steps()).isEmpty();
        assertThat(crowded(3).plan().moved()).hasSize(1);
    }

    @Test
    void nothing_is_moved_until_membership_has_been_quiet_for_a_while() {
        PlacementPlan plan = crowded(6).membersChangedAt(NOW - 9_999).plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.planAgainAt()).hasValue(NOW + 1);
        assertThat(crowded(6).membersChangedAt(NOW - 10_000).plan().moved()).hasSize(3);
        assertThat(crowded(1).membersChangedAt(NOW).plan().planAgainAt()).isEmpty();
    }

    @Test
    void only_so_many_children_are_moving_at_a_time() {
        TestScope scope = crowded(20);
        assertThat(scope.plan().moved()).hasSize(5);
        scope.moving.addAll(Set.of("c0", "c1", "c2"));
        assertThat(scope.plan().moved()).hasSize(2).doesNotContain("c0", "c1", "c2");
        scope.moving.addAll(Set.of("c3", "c4", "c5"));
        assertThat(scope.plan().moved()).isEmpty();
    }

    @Test
    void what_is_stuck_does_not_count_as_moving_and_is_not_moved_again() {
        TestScope scope = crowded(20);
        scope.moving.addAll(Set.of("c0", "c1", "c2", "c3", "c4"));
        assertThat(scope.plan().moved()).isEmpty();
        scope.stuck.addAll(scope.moving);
        assertThat(scope.plan().moved()).hasSize(5).doesNotContainAnyElementsOf(scope.moving);
    }

    @Test
    void load_is_relative_to_capacity() {
        TestScope scope = crowded(8).node("b", 300, "t");
        PlannerSettings fast = new PlannerSettings(
                TestScope.SETTINGS.settleDelay(),
                TestScope.SETTINGS.rebalanceDelay(),
                100,
                3,
                TestScope.SETTINGS.quarantine(),
                TestScope.SETTINGS.maxQuarantine(),
                TestScope.MAX_LOCK_BYTES);
        assertThat(new Planner(fast).plan(scope.state(), NOW).moved()).hasSize(6);
    }

    @Test
    void the_fullest_node_gives_first_and_the_emptiest_takes_first() {
        TestScope scope = new TestScope().nodes("a", "b", "d", "e").children(30);
        for (int i = 0; i < 30; i++) {
            scope.on(i < 15 ? "a" : i < 25 ? "b" : "d", "c" + i);
        }
        assertThat(Carry.assigns(scope.plan())).hasSize(5).allSatisfy(step -> {
            assertThat(step.replaced().get(0).nodeId()).isEqualTo("a");
            assertThat(step.next().nodeId()).isEqualTo("e");
        });
    }

    @Test
    void children_that_must_not_be_moved_stay() {
        TestScope scope = new TestScope().nodes("a", "b");
        scope.temporary("1", true).temporary("2", true).unreadable("3").unreadable("4");
        assertThat(scope.on("a", "1", "2", "3", "4").plan().steps()).isEmpty();
    }

    @Test
    void nothing_is_moved_because_of_a_child_that_cannot_be_read() {
        TestScope scope = new TestScope().nodes("a", "b").children(8).unreadable("x");
        scope.on("a", "c0", "c1", "c2", "c3", "c4").on("b", "c5", "c6", "c7", "x");
        assertThat(scope.plan().steps()).isEmpty();
    }

    @Test
    void a_child_is_not_moved_to_where_it_is_not_eligible() {
        TestScope scope = crowded(4).node("b", 100, "other");
        assertThat(scope.plan().steps()).isEmpty();
        TestScope failed = crowded(2).failed("c0", 0, 0, "b").failed("c1", 0, 0, "b");
        failed.nodes("b");
        assertThat(failed.plan().steps()).isEmpty();
        assertThat(crowded(4).status("b", Status.UNREADABLE).plan().steps()).isEmpty();
    }

    @Test
    void an_unreadable_node_gives_nothing_away() {
        assertThat(crowded(4).status("a", Status.UNREADABLE).plan().steps()).isEmpty();
    }

    @Test
    void an_overfull_node_gives_away() {
        TestScope scope = crowded(4).node("a", 0, "t");
        assertThat(scope.plan().moved()).hasSize(4);
    }

    @Test
    void a_child_handed_out_now_is_not_moved_now() {
        TestScope scope = new TestScope().nodes("a").children(4).node("b", 1, "t");
        scope.child(new WantedChild("c9", 7, 1, true, "t", Restart.PERMANENT, false, 10));
        PlacementPlan plan = scope.plan();
        assertThat(plan.steps()).hasSize(5);
        assertThat(plan.moved()).isEmpty();
    }

    /** All children on a; b is empty. */
    private static TestScope crowded(int children) {
        TestScope scope = new TestScope().nodes("a", "b").children(children);
        return scope.on("a", scope.children.keySet().toArray(String[]::new));
    }
}

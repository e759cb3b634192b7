package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Maps;
import io.pogo.ChildSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A planner that goes on from its last plan says what one says that looks at everything. */
class ReplannerTest {
    private static final int ROUNDS = 12;

    @Test
    void whatever_happens_between_two_plans_it_plans_as_if_it_had_looked_at_everything() {
        Seeds.forEach(3_000, random -> {
            Replanner replanner = new Replanner(TestScope.SETTINGS);
            Planner planner = new Planner(TestScope.SETTINGS);
            ScopeState state = random.nextBoolean() ? RandomScope.any(random) : RandomScope.settled(random);
            Set<String> changed = new HashSet<>();
            long now = TestScope.NOW;
            for (int round = 0; round < ROUNDS; round++) {
                PlacementPlan plan = replanner.plan(state, changed, now);
                assertThat(plan).as("round %d", round).isEqualTo(planner.plan(state, now));
                changed.clear();
                state = changed(carriedOutInPart(plan, state, changed, random), changed, now, random);
                now += random.nextInt(5_000);
            }
        });
    }

    @Test
    void it_does_not_look_at_children_that_are_well_where_they_are() {
        TestScope scope = new TestScope().nodes("a", "b", "c").electedAt(0);
        for (int i = 0; i < 50; i++) {
            scope.child("c" + i);
        }
        Replanner replanner = new Replanner(TestScope.SETTINGS);
        ScopeState placed = Carry.out(replanner.plan(scope.state(), Set.of(), TestScope.NOW), scope.state());
        assertThat(replanner
                        .plan(placed, placed.children().keySet(), TestScope.NOW)
                        .steps())
                .isEmpty();

        ScopeState next = TestScope.of(placed).child("new").state();
        Set<String> lookedAt = new HashSet<>();
        PlacementPlan plan = replanner.plan(watched(next, lookedAt), List.of("new"), TestScope.NOW);
        assertThat(plan.steps()).singleElement().matches(step -> step.childId().equals("new"));
        assertThat(lookedAt).containsExactly("new");
    }

    @Test
    void it_does_not_look_at_children_again_that_no_node_has_room_for() {
        TestScope scope =
                new TestScope().node("a", 2, "t").node("b", 10, "other").electedAt(0);
        for (int i = 0; i < 50; i++) {
            scope.child("c" + (10 + i));
        }
        Replanner replanner = new Replanner(TestScope.SETTINGS);
        ScopeState full = Carry.out(replanner.plan(scope.state(), Set.of(), TestScope.NOW), scope.state());
        replanner.plan(full, full.children().keySet(), TestScope.NOW);

        ScopeState next = TestScope.of(full).child("new", "other").state();
        Set<String> lookedAt = new HashSet<>();
        PlacementPlan plan = replanner.plan(watched(next, lookedAt), List.of("new"), TestScope.NOW);
        assertThat(lookedAt).containsExactly("new");
        assertThat(plan.pending()).hasSize(48).containsKey("c59");

        TestScope room = TestScope.of(next);
        room.children.remove("c10");
        room.assignments.removeIf(a -> a.childId().equals("c10"));
        lookedAt.clear();
        plan = replanner.plan(watched(room.state(), lookedAt), List.of("c10", "new"), TestScope.NOW);
        assertThat(Carry.assigns(plan)).extracting(PlanStep::childId).containsExactly("c12", "new");
        assertThat(lookedAt).containsExactlyInAnyOrder("c10", "new");
        assertThat(plan.pending()).hasSize(47).doesNotContainKey("c12");
    }

    @Test
    void a_child_that_waits_for_room_at_its_pin_goes_there_when_another_one_leaves() {
        TestScope scope = new TestScope()
                .electedAt(0)
                .membersChangedAt(TestScope.NOW)
                .node("a", 10, "t")
                .node("b", 1, "t")
                .child("waits")
                .child("there")
                .on("a", "waits")
                .on("b", "there");
        WantedChild waits = TestScope.required(scope.children, "waits");
        Placement pinned = Placement.of(
                ChildSpec.of("waits", "t"),
                Optional.of(new Pin("b", TestScope.required(scope.nodes, "b").session())),
                1);
        scope.child(waits.with(Desired.RUNNING, pinned));
        Replanner replanner = new Replanner(TestScope.SETTINGS);
        assertThat(replanner.plan(scope.state(), Set.of(), TestScope.NOW).steps())
                .isEmpty();

        scope.children.remove("there");
        scope.assignments.removeIf(a -> a.childId().equals("there"));
        assertThat(Carry.assigns(replanner.plan(scope.state(), Set.of("there"), TestScope.NOW)))
                .singleElement()
                .matches(step -> step.next().nodeId().equals("b"));
    }

    /** Some steps are refused, and some moves are finished at once. */
    private static ScopeState carriedOutInPart(
            PlacementPlan plan, ScopeState state, Set<String> changed, Random random) {
        List<PlanStep> written = new ArrayList<>(plan.steps());
        written.removeIf(step -> random.nextInt(6) == 0);
        written.forEach(step -> changed.add(step.childId()));
        List<String> moved = new ArrayList<>(plan.moved());
        moved.retainAll(changed);
        TestScope after =
                TestScope.of(Carry.out(new PlacementPlan(written, plan.pending(), moved, plan.planAgainAt()), state));
        after.moving.removeIf(id -> random.nextInt(3) == 0);
        return after.state();
    }

    /** A few children change, in some rounds the nodes do, and the switch of rebalancing. */
    private static ScopeState changed(ScopeState state, Set<String> changed, long now, Random random) {
        TestScope after = TestScope.of(state);
        ScopeState other = RandomScope.any(random);
        for (String id : other.ids()) {
            if (random.nextInt(10) == 0) {
                changed.add(id);
                replace(id, after, other);
            }
        }
        if (random.nextInt(4) == 0) {
            after.nodes.keySet().removeIf(id -> random.nextInt(3) == 0);
            Maps.filterKeys(other.nodes(), id -> random.nextInt(3) == 0).forEach(after.nodes::put);
            after.membersChangedAt(now);
        }
        after.children.keySet().stream().filter(id -> random.nextInt(40) == 0).forEach(after.moving::add);
        after.rebalancingPaused ^= random.nextInt(10) == 0;
        return after.state();
    }

    private static void replace(String id, TestScope in, ScopeState by) {
        in.children.remove(id);
        in.failures.remove(id);
        in.assignments.removeIf(a -> a.childId().equals(id));
        if (by.children().containsKey(id)) {
            in.child(TestScope.required(by.children(), id));
        }
        if (by.failures().containsKey(id)) {
            in.failures.put(id, TestScope.required(by.failures(), id));
        }
        in.assignments.addAll(by.assignmentsOf(id));
    }

    /** The same state, which notes whose spec is asked for. */
    private static ScopeState watched(ScopeState s, Set<String> lookedAt) {
        Map<String, WantedChild> children = new HashMap<>(s.children()) {
            private static final long serialVersionUID = 1;

            @Override
            public @Nullable WantedChild get(Object id) {
                lookedAt.add((String) id);
                return super.get(id);
            }
        };
        return new ScopeState(
                s.nodes(),
                children,
                s.assigned(),
                s.failures(),
                s.moving(),
                s.stuck(),
                s.suspects(),
                s.electedAt(),
                s.membersChangedAt(),
                s.rebalancingPaused());
    }
}

package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every scope, tried on thousands of random ones. */
class PlannerPropertyTest {
    private static final long NOW = TestScope.NOW;
    private static final PlannerSettings SETTINGS = TestScope.SETTINGS;
    private static final Planner PLANNER = new Planner(SETTINGS);

    @Test
    void every_scope_has_a_plan_and_the_order_of_its_collections_does_not_change_it() {
        Seeds.forEach(5_000, random -> {
            ScopeState state = RandomScope.any(random);
            PlacementPlan plan = PLANNER.plan(state, NOW);
            assertThat(PLANNER.plan(RandomScope.shuffled(state, random), NOW)).isEqualTo(plan);
            Carry.out(plan, state);
        });
    }

    @Test
    void settings_that_make_no_sense_do_no_harm() {
        PlannerSettings odd = new PlannerSettings(
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(-1),
                -3,
                -1,
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE),
                -1);
        Seeds.forEach(1_000, random -> {
            ScopeState state = RandomScope.any(random);
            assertThat(new Planner(odd).plan(state, NOW)).isNotNull();
            assertThat(new Planner(odd).plan(state, Long.MAX_VALUE)).isNotNull();
            assertThat(new Planner(odd).plan(state, Long.MIN_VALUE)).isNotNull();
        });
    }

    @Test
    void no_void_assignment_and_no_void_failure_is_left() {
        Seeds.forEach(5_000, random -> {
            ScopeState state = RandomScope.settled(random);
            ScopeState after = planned(state);
            assertThat(after.assignments()).allMatch(a -> isRight(a, after));
            after.failures().forEach((id, failure) -> {
                WantedChild child = after.children().get(id);
                assertThat(child == null ? state.children().containsKey(id) : counts(failure, child))
                        .as("%s counts, or its child was removed just now", failure)
                        .isTrue();
            });
        });
    }

    @Test
    void a_child_is_at_one_node_or_is_pending_with_a_reason() {
        Seeds.forEach(5_000, random -> {
            ScopeState state = RandomScope.settled(random);
            PlacementPlan plan = PLANNER.plan(state, NOW);
            ScopeState after = Carry.out(plan, state);
            Set<String> placed =
                    after.assignments().stream().map(Assignment::childId).collect(Collectors.toSet());
            assertThat(after.assignments()).hasSameSizeAs(placed);
            assertThat(plan.pending().keySet()).noneMatch(placed::contains);
            placed.addAll(plan.pending().keySet());
            assertThat(placed).isEqualTo(after.children().keySet());
        });
    }

    @Test
    void a_child_that_is_well_placed_stays_unless_it_is_moved_to_even_out_the_load() {
        Seeds.forEach(5_000, random -> {
            ScopeState state = RandomScope.settled(random);
            PlacementPlan plan = PLANNER.plan(state, NOW);
            ScopeState after = Carry.out(plan, state);
            for (Assignment before : state.assignments()) {
                if (isRight(before, after) && !plan.moved().contains(before.childId())) {
                    Assignment now = assignment(before.childId(), after);
                    if (isAtPin(now, after)) {
                        continue;
                    }
                    assertThat(state.assignments())
                            .anyMatch(a -> a.childId().equals(now.childId())
                                    && a.nodeId().equals(now.nodeId())
                                    && isRight(a, after));
                }
            }
            assertThat(plan.moved()).hasSizeLessThanOrEqualTo(SETTINGS.maxConcurrentMoves());
        });
    }

    @Test
    void nothing_is_given_to_a_node_that_is_not_eligible_or_has_no_room() {
        Seeds.forEach(5_000, random -> {
            ScopeState state = RandomScope.settled(random);
            PlacementPlan plan = PLANNER.plan(state, NOW);
            ScopeState after = Carry.out(plan, state);
            Map<String, Long> counts = Carry.counts(after);
            for (PlanStep.Assign step : Carry.assigns(plan)) {
                NodeView node = TestScope.required(after.nodes(), step.next().nodeId());
                WantedChild child = TestScope.required(after.children(), step.childId());
                assertThat(child.readable()).isTrue();
                if (step.next().reason() != StartReason.RESTART) {
                    assertThat(node.status()).isEqualTo(Status.ACTIVE);
                    assertThat(node.types()).contains(child.type());
                    assertThat(node.labels())
                            .containsAllEntriesOf(child.placement().requiredLabels());
                    assertThat(node.offer().format())
                            .isGreaterThanOrEqualTo(child.placement().format());
                    assertThat(child.desired()).isEqualTo(Desired.RUNNING);
                    assertThat(bindingPin(child, after)).isIn("", node.id());
                    assertThat(weight(node.id(), after)).isLessThanOrEqualTo(node.capacity());
                    assertThat(counts.get(node.id())).isLessThanOrEqualTo(node.maxChildren());
                    assertThat(lockBytes(node.id(), after)).isLessThanOrEqualTo(SETTINGS.maxLockBytes());
                }
            }
        });
    }

    @Test
    void plans_come_to_an_end_and_then_nothing_is_planned() {
        Seeds.forEach(3_000, random -> {
            ScopeState end = Carry.toTheEnd(SETTINGS, RandomScope.settled(random), NOW);
            assertThat(PLANNER.plan(end, NOW).steps()).isEmpty();
        });
    }

    @Test
    void what_follows_a_plan_at_once_only_evens_out_or_uses_the_room_that_a_move_has_made() {
        Seeds.forEach(5_000, random -> {
            ScopeState state = RandomScope.settled(random);
            PlacementPlan plan = PLANNER.plan(state, NOW);
            PlacementPlan again = PLANNER.plan(Carry.out(plan, state), NOW);
            for (PlanStep.Assign step : Carry.assigns(again)) {
                boolean roomWasMade = plan.pending().containsKey(step.childId())
                        && !plan.moved().isEmpty();
                boolean pinned = isAtPin(step.next(), state) && !plan.moved().isEmpty();
                assertThat(again.moved().contains(step.childId()) || roomWasMade || pinned)
                        .isTrue();
            }
            assertThat(again.steps())
                    .allMatch(step -> step instanceof PlanStep.Assign || step instanceof PlanStep.Forget);
        });
    }

    private static ScopeState planned(ScopeState state) {
        return Carry.out(PLANNER.plan(state, NOW), state);
    }

    /** The node that a pin binds the child to, told in other words than the planner's. */
    private static String bindingPin(WantedChild child, ScopeState state) {
        Pin pin = child.placement().pin().orElse(new Pin("", 0));
        NodeView node = state.nodes().get(pin.nodeId());
        if (node == null || node.session() != pin.session()) {
            return "";
        }
        return node.status() == Status.DRAINING ? "" : node.id();
    }

    private static boolean isAtPin(Assignment a, ScopeState state) {
        return bindingPin(TestScope.required(state.children(), a.childId()), state)
                .equals(a.nodeId());
    }

    private static long weight(String node, ScopeState state) {
        return sum(node, state, child -> child.placement().weight());
    }

    private static long lockBytes(String node, ScopeState state) {
        return sum(node, state, WantedChild::lockBytes);
    }

    private static long sum(String node, ScopeState state, ToLongFunction<WantedChild> of) {
        return state.assignments().stream()
                .filter(a -> a.nodeId().equals(node))
                .mapToLong(a -> of.applyAsLong(TestScope.required(state.children(), a.childId())))
                .sum();
    }

    private static Assignment assignment(String childId, ScopeState state) {
        return state.assignments().stream()
                .filter(a -> a.childId().equals(childId))
                .findFirst()
                .orElseThrow();
    }

    private static boolean counts(Failure failure, WantedChild child) {
        return failure.czxid() == child.czxid() && (!child.readable() || failure.revision() == child.revision());
    }

    /** Whether an assignment may be there once a plan was carried out, told in other words than the planner's. */
    private static boolean isRight(Assignment a, ScopeState state) {
        WantedChild child = state.children().get(a.childId());
        NodeView node = state.nodes().get(a.nodeId());
        if (child == null || node == null || a.czxid() != child.czxid() || a.session() != node.session()) {
            return false;
        }
        if (!child.readable()) {
            return node.status() != Status.DRAINING;
        }
        if (child.desired() != Desired.RUNNING) {
            return false;
        }
        Failure failure = state.failures().get(a.childId());
        if (failure != null && counts(failure, child)) {
            if (failure.rest().lasts(NOW) || failure.failedOn().contains(node.id())) {
                return false;
            }
        }
        boolean offered = node.status() == Status.UNREADABLE
                || (node.types().contains(child.type())
                        && node.labels()
                                .entrySet()
                                .containsAll(child.placement().requiredLabels().entrySet())
                        && node.offer().format() >= child.placement().format());
        return offered && node.status() != Status.DRAINING;
    }
}

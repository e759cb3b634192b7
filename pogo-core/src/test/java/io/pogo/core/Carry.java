package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries out plans the way ZooKeeper would, and looks at what comes out. */
final class Carry {
    private Carry() {}

    /** The state after all steps; moves stay under way. */
    static ScopeState out(PlacementPlan plan, ScopeState state) {
        TestScope scope = TestScope.of(state);
        plan.steps().forEach(step -> carryOut(step, scope));
        scope.moving.addAll(plan.moved());
        return scope.state();
    }

    /** Plans and carries out, all moves finished, until nothing is left to do. */
    static ScopeState toTheEnd(PlannerSettings settings, ScopeState start, long now) {
        ScopeState state = start;
        for (int i = 0; i < 1_000 + 2 * start.children().size(); i++) {
            PlacementPlan plan = new Planner(settings).plan(state, now);
            if (plan.steps().isEmpty()) {
                return state;
            }
            state = moved(out(plan, state));
        }
        throw new AssertionError("the plans do not come to an end");
    }

    static ScopeState moved(ScopeState state) {
        TestScope scope = TestScope.of(state);
        scope.moving.clear();
        scope.stuck.clear();
        return scope.state();
    }

    static Map<String, Long> counts(ScopeState state) {
        return state.assignments().stream().collect(Collectors.groupingBy(Assignment::nodeId, Collectors.counting()));
    }

    static List<PlanStep.Assign> assigns(PlacementPlan plan) {
        return only(PlanStep.Assign.class, plan);
    }

    static <T extends PlanStep> List<T> only(Class<T> type, PlacementPlan plan) {
        return plan.steps().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(Comparator.comparing((Function<T, String>) PlanStep::childId))
                .toList();
    }

    private static void carryOut(PlanStep step, TestScope scope) {
        if (step instanceof PlanStep.Assign assign) {
            remove(assign.replaced(), assign.childId(), scope);
            assertThat(scope.assignments)
                    .noneMatch(a -> a.childId().equals(assign.childId())
                            && a.nodeId().equals(assign.next().nodeId()));
            scope.assignments.add(assign.next());
        } else if (step instanceof PlanStep.Withdraw withdraw) {
            assertThat(withdraw.withdrawn()).isNotEmpty();
            remove(withdraw.withdrawn(), withdraw.childId(), scope);
        } else if (step instanceof PlanStep.Record written) {
            scope.failures.put(written.childId(), written.next());
            remove(written.withdrawn(), written.childId(), scope);
        } else if (step instanceof PlanStep.Forget) {
            assertThat(scope.failures.remove(step.childId())).isNotNull();
        } else if (step instanceof PlanStep.Remove remove) {
            assertThat(scope.children.remove(step.childId())).isEqualTo(remove.child());
            remove(remove.withdrawn(), remove.childId(), scope);
        }
    }

    private static void remove(List<Assignment> assignments, String childId, TestScope scope) {
        for (Assignment a : assignments) {
            assertThat(a.childId()).isEqualTo(childId);
            assertThat(scope.assignments.remove(a)).as("there was %s", a).isTrue();
        }
    }
}

package io.pogo.core;

import io.pogo.StartReason;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Nodes a and b with children of type t, and what a planner learns of them step by step. */
final class SiteScope {
    final TestScope scope = new TestScope().nodes("a", "b");
    final NodeTrust trust;
    long now = TestScope.NOW;

    SiteScope() {
        this(TestScope.SETTINGS);
    }

    SiteScope(PlannerSettings settings) {
        trust = new NodeTrust(settings);
    }

    SiteScope running(String node, String... ids) {
        List.of(ids).forEach(scope::child);
        scope.on(node, ids);
        return this;
    }

    /** What a plan does that looks at all children. */
    SiteScope look() {
        ScopeState state = scope.state();
        Loads loads = new Loads(state.nodes(), TestScope.MAX_LOCK_BYTES);
        new Planning(state, TestScope.SETTINGS, now, loads, new Waiting(), state.ids(), trust).place();
        trust.look(state, state.ids(), loads, now);
        return this;
    }

    SiteScope lookAfter(long millis) {
        now += millis;
        return look();
    }

    /** The planner moves them to even out the load. */
    SiteScope move(String node, String... ids) {
        List.of(ids).forEach(id -> give(node, id, List.of(id)));
        return this;
    }

    /** The planner gives them a place because they have none. */
    SiteScope place(String node, String... ids) {
        List.of(ids).forEach(id -> give(node, id, List.of()));
        return this;
    }

    private void give(String node, String id, List<String> moved) {
        assign(node, id);
        Assignment next = scope.assignments.get(scope.assignments.size() - 1);
        PlanStep step = new PlanStep.Assign(
                new Assignment(id, node, next.session(), next.czxid(), next.revision(), StartReason.MOVED), List.of());
        trust.planned(scope.state(), new PlacementPlan(List.of(step), Map.of(), moved, OptionalLong.empty()));
    }

    SiteScope assign(String node, String id) {
        if (!scope.children.containsKey(id)) {
            scope.child(id);
        }
        scope.assignments.removeIf(a -> a.childId().equals(id));
        scope.on(node, id);
        return this;
    }

    /** They crash there once more, and are restarted there. */
    SiteScope crash(String node, String... ids) {
        for (String id : ids) {
            Failure before = scope.failures.get(id);
            int attempts = before == null ? 1 : before.attempts() + 1;
            scope.failures.put(id, new Failure(id, 7, 1, node, "boom", attempts, Set.of(), 0, Rest.NONE));
        }
        return this;
    }

    /** They crash there, are tried on another node, and recover. */
    SiteScope recoverOn(String node, String... ids) {
        for (String id : ids) {
            assign(node, id);
            scope.failures.remove(id);
        }
        return this;
    }

    NodeView node(String id) {
        return TestScope.required(scope.nodes, id);
    }

    int movesLeft(String node) {
        return trust.movesLeft(node(node), "t");
    }

    boolean isTrusted(String node) {
        return !trust.isTrial(node(node), "t");
    }

    boolean isSuspect(String node) {
        return trust.isSuspect(node(node), "t");
    }

    boolean hasFailed(String id, String node) {
        return trust.hasFailed(id, node(node));
    }
}

package io.pogo.core;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Builds the state of a scope. Unless said otherwise all happened long before {@link #NOW}. */
final class TestScope {
    static final long NOW = 1_000_000_000L;
    static final int FORMAT = 2;
    static final int MAX_LOCK_BYTES = 1_000_000;
    static final PlannerSettings SETTINGS = new PlannerSettings(
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            5,
            3,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            MAX_LOCK_BYTES);

    final Map<String, NodeView> nodes = new HashMap<>();
    final Map<String, WantedChild> children = new HashMap<>();
    final List<Assignment> assignments = new ArrayList<>();
    final Map<String, Failure> failures = new HashMap<>();
    final Set<String> moving = new HashSet<>();
    final Set<String> stuck = new HashSet<>();
    final Set<Suspect> suspects = new HashSet<>();
    long electedAt;
    long membersChangedAt;
    boolean rebalancingPaused;

    static TestScope of(ScopeState state) {
        TestScope scope = new TestScope();
        scope.nodes.putAll(state.nodes());
        scope.children.putAll(state.children());
        scope.assignments.addAll(state.assignments());
        scope.failures.putAll(state.failures());
        scope.moving.addAll(state.moving());
        scope.stuck.addAll(state.stuck());
        scope.suspects.addAll(state.suspects());
        scope.electedAt = state.electedAt();
        scope.membersChangedAt = state.membersChangedAt();
        scope.rebalancingPaused = state.rebalancingPaused();
        return scope;
    }

    static <V> V required(Map<String, V> map, String id) {
        return Objects.requireNonNull(map.get(id), id);
    }

    TestScope nodes(String... ids) {
        for (String id : ids) {
            node(id, 100, "t");
        }
        return this;
    }

    TestScope node(String id, int capacity, String... types) {
        return node(id, Map.of(), capacity, types);
    }

    TestScope node(String id, Map<String, String> labels, int capacity, String... types) {
        return node(new NodeView(id, 1, Status.ACTIVE, new Offer(Set.of(types), labels, capacity, capacity, FORMAT)));
    }

    TestScope node(NodeView node) {
        nodes.put(node.id(), node);
        return this;
    }

    TestScope status(String id, Status status) {
        NodeView n = required(nodes, id);
        return node(new NodeView(id, n.session(), status, status == Status.UNREADABLE ? Offer.UNKNOWN : n.offer()));
    }

    TestScope rejoined(String id) {
        NodeView n = required(nodes, id);
        return node(new NodeView(id, n.session() + 1, n.status(), n.offer()));
    }

    TestScope dead(String... ids) {
        List.of(ids).forEach(nodes::remove);
        return this;
    }

    TestScope children(int count) {
        for (int i = 0; i < count; i++) {
            child("c" + i);
        }
        return this;
    }

    TestScope child(String id) {
        return child(id, "t");
    }

    TestScope child(String id, String type) {
        return child(new WantedChild(id, 7, 1, true, type, Restart.PERMANENT, false, 10));
    }

    TestScope temporary(String id, boolean started) {
        return child(new WantedChild(id, 7, 1, true, "t", Restart.TEMPORARY, started, 10));
    }

    TestScope unreadable(String id) {
        return child(new WantedChild(id, 7, 0, false, "", Restart.PERMANENT, false, 10));
    }

    /** As the spec demands it. */
    TestScope placed(ChildSpec spec) {
        return placed(spec, Optional.empty(), 1);
    }

    TestScope placed(ChildSpec spec, Optional<Pin> pin, int format) {
        WantedChild plain = new WantedChild(spec.id(), 7, 1, true, spec.type(), spec.restart(), false, 10);
        return child(plain.with(Desired.RUNNING, Placement.of(spec, pin, format)));
    }

    TestScope pinned(String id, String node, long session) {
        WantedChild c = required(children, id);
        Placement p = c.placement();
        Optional<Pin> pin = Optional.of(new Pin(node, session));
        return child(c.with(
                c.desired(),
                new Placement(p.weight(), p.requiredLabels(), p.spreadGroup(), p.spreadLabel(), pin, p.format())));
    }

    TestScope desired(String id, Desired desired) {
        WantedChild c = required(children, id);
        return child(c.with(desired, c.placement()));
    }

    TestScope child(WantedChild child) {
        children.put(child.id(), child);
        return this;
    }

    TestScope revised(String id) {
        WantedChild c = required(children, id);
        return child(new WantedChild(
                        id,
                        c.czxid(),
                        c.revision() + 1,
                        c.readable(),
                        c.type(),
                        c.restart(),
                        c.started(),
                        c.lockBytes())
                .with(c.desired(), c.placement()));
    }

    /** Assigns as the planner would have done it. */
    TestScope on(String node, String... ids) {
        for (String id : ids) {
            WantedChild c = required(children, id);
            assignments.add(new Assignment(
                    id, node, required(nodes, node).session(), c.czxid(), c.revision(), StartReason.FIRST_START));
        }
        return this;
    }

    TestScope failed(String id, long retryAt, int rounds, String... on) {
        WantedChild c = required(children, id);
        failures.put(id, new Failure(id, c.czxid(), c.revision(), "n", "boom", 4, Set.of(on), rounds, rest(retryAt)));
        return this;
    }

    static Rest rest(long retryAt) {
        return retryAt == 0 ? Rest.NONE : new Rest(Math.max(1, retryAt - NOW), retryAt, 0);
    }

    TestScope electedAt(long time) {
        electedAt = time;
        return this;
    }

    TestScope membersChangedAt(long time) {
        membersChangedAt = time;
        return this;
    }

    ScopeState state() {
        return new ScopeState(
                Map.copyOf(nodes),
                Map.copyOf(children),
                ScopeState.byChild(assignments),
                Map.copyOf(failures),
                Set.copyOf(moving),
                Set.copyOf(stuck),
                Set.copyOf(suspects),
                electedAt,
                membersChangedAt,
                rebalancingPaused);
    }

    PlacementPlan plan() {
        return new Planner(SETTINGS).plan(state(), NOW);
    }
}

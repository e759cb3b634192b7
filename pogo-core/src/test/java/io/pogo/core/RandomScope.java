package io.pogo.core;

import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scopes in any condition: dead and draining nodes, gone specs, void assignments, failures of all ages. */
final class RandomScope {
    private static final List<String> TYPES = List.of("x", "y", "z");
    private static final List<Status> STATUSES = List.of(Status.values());
    private static final List<Desired> DESIRED = List.of(Desired.values());
    private static final List<Restart> RESTARTS = List.of(Restart.values());
    private static final List<StartReason> REASONS = List.of(StartReason.values());

    private final Random random;
    private final TestScope scope = new TestScope();

    private RandomScope(Random random) {
        this.random = random;
    }

    /** Anything that the types allow. */
    static ScopeState any(Random random) {
        RandomScope made = new RandomScope(random);
        int nodes = random.nextInt(7);
        for (int i = 0; i < nodes; i++) {
            made.node("n" + i);
        }
        int children = random.nextInt(40);
        for (int i = 0; i < children; i++) {
            made.child("c" + i);
        }
        made.scope.electedAt = TestScope.NOW - random.nextInt(6_000);
        made.scope.membersChangedAt = TestScope.NOW - random.nextInt(20_000);
        made.scope.rebalancingPaused = random.nextInt(8) == 0;
        return made.scope.state();
    }

    /** Like {@link #any}, some time after the planner was elected. */
    static ScopeState settled(Random random) {
        return TestScope.of(any(random)).electedAt(0).membersChangedAt(0).state();
    }

    /** Nodes that are all alike, and healthy children without a place. */
    static TestScope uniform(Random random, int nodes, int children) {
        TestScope scope = new TestScope();
        for (int i = 0; i < nodes; i++) {
            scope.node("n" + random.nextInt(1_000) + "-" + i, 10_000, "t");
        }
        for (int i = 0; i < children; i++) {
            scope.child("c" + random.nextInt(1_000) + "-" + i);
        }
        return scope;
    }

    /** The same state, but no node offers anything. */
    static ScopeState withoutTypes(ScopeState state) {
        TestScope scope = TestScope.of(state);
        state.nodes().values().forEach(n -> scope.node(n.id(), n.capacity(), new String[0]));
        return scope.state();
    }

    /** The same state in collections of another order. */
    static ScopeState shuffled(ScopeState s, Random random) {
        List<Assignment> assignments = new ArrayList<>(s.assignments());
        Collections.shuffle(assignments, random);
        return new ScopeState(
                shuffled(s.nodes(), random),
                shuffled(s.children(), random),
                ScopeState.byChild(assignments),
                shuffled(s.failures(), random),
                s.moving(),
                s.stuck(),
                s.suspects(),
                s.electedAt(),
                s.membersChangedAt(),
                s.rebalancingPaused());
    }

    private static <V> Map<String, V> shuffled(Map<String, V> map, Random random) {
        List<String> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, random);
        return keys.stream().collect(Collectors.toMap(Function.identity(), map::get, (a, b) -> a, LinkedHashMap::new));
    }

    private void node(String id) {
        Status status = random.nextInt(4) > 0 ? Status.ACTIVE : oneOf(STATUSES);
        int room = random.nextInt(25) - 1;
        int capacity = random.nextBoolean() ? room : random.nextInt(60) - 1;
        int format = random.nextInt(8) > 0 ? TestScope.FORMAT : 1;
        Offer offer = new Offer(someOf(TYPES), labels(1), room, capacity, format);
        scope.node(
                new NodeView(id, 1 + random.nextInt(2), status, status == Status.UNREADABLE ? Offer.UNKNOWN : offer));
    }

    private void child(String id) {
        boolean stored = random.nextInt(10) > 0;
        WantedChild child = new WantedChild(
                id,
                1 + random.nextInt(2),
                random.nextInt(3),
                random.nextInt(12) > 0,
                oneOf(TYPES),
                oneOf(RESTARTS),
                random.nextBoolean(),
                random.nextInt(8) > 0 ? 10 : TestScope.MAX_LOCK_BYTES / 3);
        if (child.readable()) {
            child = child.with(random.nextInt(8) > 0 ? Desired.RUNNING : oneOf(DESIRED), placement());
        }
        if (stored) {
            scope.child(child);
        }
        for (String node : someOf(List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "gone"))) {
            if (random.nextInt(4) == 0) {
                scope.assignments.add(assignment(id, node));
            }
        }
        if (random.nextInt(4) == 0) {
            scope.failures.put(id, failure(id));
        }
        if (stored && random.nextInt(20) == 0) {
            scope.moving.add(id);
        }
    }

    private Placement placement() {
        if (random.nextBoolean()) {
            return Placement.ANYWHERE;
        }
        Optional<String> group = random.nextBoolean() ? Optional.of("g" + random.nextInt(3)) : Optional.empty();
        Optional<Pin> pin = random.nextInt(5) == 0
                ? Optional.of(new Pin("n" + random.nextInt(7), 1 + random.nextInt(2)))
                : Optional.empty();
        return new Placement(
                random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(9),
                random.nextInt(4) == 0 ? labels(2) : Map.of(),
                group,
                group.filter(g -> random.nextBoolean()).map(g -> random.nextBoolean() ? "zone" : "rack"),
                pin,
                random.nextInt(4) > 0 ? 1 : 2);
    }

    /** The more {@code rare} the fewer. */
    private Map<String, String> labels(int rare) {
        Map<String, String> labels = new HashMap<>();
        for (String label : List.of("zone", "rack")) {
            if (random.nextInt(2 + rare) > rare) {
                labels.put(label, random.nextBoolean() ? "a" : "b");
            }
        }
        return labels;
    }

    private Assignment assignment(String id, String node) {
        StartReason reason = oneOf(REASONS);
        return new Assignment(id, node, 1 + random.nextInt(2), 1 + random.nextInt(2), random.nextInt(3), reason);
    }

    private Failure failure(String id) {
        long retryAt = random.nextBoolean() ? 0 : TestScope.NOW + random.nextInt(20_000) - 10_000;
        Set<String> on = someOf(List.of("n0", "n1", "n2", "n3", "n4", "gone"));
        int rounds = random.nextInt(9) > 0 ? random.nextInt(5) : Integer.MAX_VALUE;
        return new Failure(
                id, 1 + random.nextInt(2), random.nextInt(3), "n0", "boom", 4, on, rounds, TestScope.rest(retryAt));
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Set<String> someOf(List<String> all) {
        Set<String> some = new HashSet<>(all);
        some.removeIf(one -> random.nextInt(3) == 0);
        return some;
    }
}

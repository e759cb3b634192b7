package io.pogo.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A scope in virtual time: its nodes run what they are given, children crash on failing nodes soon after they start,
 * are restarted and given up as on a real node, and failure records go after a steady period.
 */
final class FailingScope {
    private static final long STEP = 50;
    private static final long PERIOD = 5_000;
    private static final int MAX_RESTARTS = 3;

    private final Random random;
    private final TestScope scope = new TestScope();
    private final Map<String, Run> runs = new TreeMap<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> failingChildren = new HashSet<>();
    private final Map<String, Integer> movesTo = new HashMap<>();
    private long now = TestScope.NOW;
    private int crashes;
    private long planAgainAt;
    private Replanner planner;
    private NodeTrust trust;
    private final Set<String> changed = new HashSet<>();

    /** A child on a node. */
    private static final class Run {
        private final Assignment at;
        private final boolean trial;
        private long startedAt;
        private long crashesAt = Long.MAX_VALUE;
        private int restarts;

        Run(Assignment at, boolean trial) {
            this.at = at;
            this.trial = trial;
        }
    }

    FailingScope(Random random) {
        this.random = random;
        trust = new NodeTrust(TestScope.SETTINGS);
        planner = new Replanner(TestScope.SETTINGS, trust);
    }

    FailingScope nodes(String... ids) {
        for (String id : ids) {
            scope.node(id, 10_000, "t");
        }
        scope.membersChangedAt = now;
        planAgainAt = now;
        return this;
    }

    void rejoin(String id) {
        scope.rejoined(id);
        runs.values().removeIf(run -> run.at.nodeId().equals(id));
        scope.membersChangedAt = now;
        planAgainAt = now;
    }

    FailingScope children(int count) {
        scope.children(count);
        changed.addAll(scope.children.keySet());
        return this;
    }

    /** From now on runs fail on these nodes and no others. */
    void failing(String... nodes) {
        failing.clear();
        failing.addAll(List.of(nodes));
        runs.values().stream().filter(run -> !isFailing(run)).forEach(run -> run.crashesAt = Long.MAX_VALUE);
    }

    void failingChildren(Set<String> ids) {
        failingChildren.addAll(ids);
        runs.values().stream().filter(this::isFailing).forEach(run -> run.crashesAt = now + 1);
    }

    void crashAll(String... nodes) {
        Set<String> on = nodes.length == 0 ? scope.nodes.keySet() : Set.of(nodes);
        runs.values().stream().filter(run -> on.contains(run.at.nodeId())).forEach(run -> run.crashesAt = now + 1);
    }

    /** Somebody removes what is stored of suspects. */
    void forgive() {
        scope.suspects.clear();
        plan(false);
    }

    void newPlanner() {
        trust = new NodeTrust(TestScope.SETTINGS);
        planner = new Replanner(TestScope.SETTINGS, trust);
        scope.electedAt = now;
        planAgainAt = now;
    }

    int crashes() {
        return crashes;
    }

    Set<String> suspects() {
        return scope.suspects.stream().map(Suspect::nodeId).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The children that were moved to one node more than once. */
    Set<String> movedTwice() {
        return movesTo.entrySet().stream()
                .filter(moves -> moves.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    long running(String node) {
        return runs.values().stream()
                .filter(run -> run.at.nodeId().equals(node) && run.crashesAt == Long.MAX_VALUE)
                .count();
    }

    void run(long millis) {
        for (long end = now + millis; now < end; now += STEP) {
            if (!changed.isEmpty() || now >= planAgainAt) {
                plan(true);
            }
            List.copyOf(runs.values()).forEach(this::live);
        }
    }

    private void plan(boolean store) {
        ScopeState state = scope.state();
        PlacementPlan plan = planner.plan(state, List.copyOf(changed), now);
        changed.clear();
        planAgainAt = plan.planAgainAt().orElse(Long.MAX_VALUE);
        if (!plan.steps().isEmpty()) {
            carryOut(plan, state);
        }
        if (store) {
            scope.suspects.clear();
            scope.suspects.addAll(trust.suspects());
        }
    }

    private void carryOut(PlacementPlan plan, ScopeState state) {
        ScopeState after = Carry.out(plan, state);
        scope.assignments.clear();
        scope.assignments.addAll(after.assignments());
        scope.failures.clear();
        scope.failures.putAll(after.failures());
        plan.steps().forEach(step -> changed.add(step.childId()));
        for (PlanStep.Assign step : Carry.assigns(plan)) {
            runs.put(step.childId(), start(new Run(step.next(), step.trial())));
            if (plan.moved().contains(step.childId())) {
                movesTo.merge(step.childId() + " to " + step.next().nodeId(), 1, Integer::sum);
            }
        }
        runs.values().removeIf(run -> !after.assigned().containsKey(run.at.childId()));
    }

    private Run start(Run run) {
        run.startedAt = now;
        run.crashesAt = isFailing(run) ? now + 1 + random.nextInt(80) : Long.MAX_VALUE;
        return run;
    }

    private boolean isFailing(Run run) {
        return failing.contains(run.at.nodeId()) || failingChildren.contains(run.at.childId());
    }

    private void live(Run run) {
        String id = run.at.childId();
        if (run.crashesAt <= now) {
            crash(run, id);
        } else if (now - run.startedAt >= PERIOD && scope.failures.remove(id) != null) {
            run.restarts = 0;
            changed.add(id);
        }
    }

    private void crash(Run run, String id) {
        crashes++;
        run.restarts++;
        Failure before = scope.failures.get(id);
        Set<String> on = new HashSet<>(before == null ? Set.of() : before.failedOn());
        boolean givenUp = (run.trial && now - run.startedAt < PERIOD) || run.restarts > MAX_RESTARTS;
        if (givenUp) {
            on.add(run.at.nodeId());
            runs.remove(id);
        } else {
            start(run);
        }
        scope.failures.put(
                id,
                new Failure(
                        id,
                        run.at.czxid(),
                        run.at.revision(),
                        run.at.nodeId(),
                        "boom",
                        before == null ? 1 : before.attempts() + 1,
                        on,
                        before == null ? 0 : before.rounds(),
                        before == null ? Rest.NONE : before.rest()));
        changed.add(id);
    }
}

package io.pogo.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan while it is being made. */
final class PlanBuilder {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final long now;
    private final List<PlanStep> steps = new ArrayList<>();
    private final Map<String, String> pending = new TreeMap<>();
    private final List<String> moved = new ArrayList<>();
    private OptionalLong planAgainAt = OptionalLong.empty();

    PlanBuilder(long now) {
        this.now = now;
    }

    long now() {
        return now;
    }

    void add(PlanStep step) {
        steps.add(step);
    }

    void withdraw(String childId, List<Assignment> assignments) {
        if (!assignments.isEmpty()) {
            add(new PlanStep.Withdraw(childId, List.copyOf(assignments)));
        }
    }

    void move(Assignment from, Assignment to, boolean trial) {
        add(new PlanStep.Assign(to, List.of(from), trial));
        moved.add(to.childId());
    }

    /**
     * Records that a child has no place, and the reason. If time alone may change that, the plan says when to look
     * again.
     */
    void pending(ChildAssessment c, String reason) {
        pending.put(c.child().id(), reason);
        if (c.child().readable() && c.child().desired() == Desired.RUNNING && c.isQuarantined(now)) {
            planAgainAt(c.failure().orElseThrow().rest().endsAt());
        }
    }

    /** Requests that the search for moves continues in the next plan. Until then the thread has time for other work. */
    void planAgainSoon() {
        planAgainAt(Millis.plus(now, PAUSE));
    }

    void planAgainAt(long time) {
        planAgainAt = OptionalLong.of(Math.min(time, planAgainAt.orElse(Long.MAX_VALUE)));
    }

    /** Returns the new assignment of a child in this plan so far, if there is one. */
    Optional<Assignment> givenTo(String childId) {
        Assignment last = null;
        for (PlanStep step : steps) {
            if (step instanceof PlanStep.Assign assign && assign.childId().equals(childId)) {
                last = assign.next();
            }
        }
        return Optional.ofNullable(last);
    }

    /** Returns the children that change, or that have no place and do not wait by kind. */
    SortedSet<String> touched() {
        SortedSet<String> ids = new TreeSet<>(pending.keySet());
        steps.forEach(step -> ids.add(step.childId()));
        return ids;
    }

    PlacementPlan plan(Waiting waiting) {
        return new PlacementPlan(List.copyOf(steps), new Pending(pending, waiting), List.copyOf(moved), planAgainAt);
    }
}

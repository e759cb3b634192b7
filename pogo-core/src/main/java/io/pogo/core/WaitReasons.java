package io.pogo.core;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reasons why children have no place, as the next plan gives them. A listing and an {@link Explainer explanation}
 * both take them from here, so they show the same reason.
 *
 * <pre>{@code
 * String reason = new WaitReasons(state, settings, now).of("monitor-1");
 * }</pre>
 */
public final class WaitReasons {
    /** The reason of a child that can be placed: the next plan places it. */
    public static final String PLANNER = "it waits for the planner";

    static final String REMOVED = "a temporary child is not run twice; it is removed";

    private final PlacementPlan plan;
    private final Set<String> removed;

    /**
     * Plans once, for all children.
     *
     * @param state the known state of the scope
     * @param settings the planner's settings
     * @param now the time in milliseconds, on the clock that the state was read with
     */
    public WaitReasons(ScopeState state, PlannerSettings settings, long now) {
        this(new Planner(settings).plan(state, now));
    }

    WaitReasons(PlacementPlan plan) {
        this.plan = plan;
        this.removed = plan.steps().stream()
                .filter(PlanStep.Remove.class::isInstance)
                .map(PlanStep::childId)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the reason why a child has no place.
     *
     * @param childId a child without a node
     * @return the reason; {@link #PLANNER} for a child that the next plan places
     */
    public String of(String childId) {
        return Objects.requireNonNullElse(plan.pending().get(childId), removed.contains(childId) ? REMOVED : PLANNER);
    }
}

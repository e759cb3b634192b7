package io.pogo.core;

import java.util.Set;

/**
 * Decides which node runs which child: a pure function of the scope's state and the time. It has three steps:
 * <b>keep</b> what is well placed, <b>hand out</b> what has no living, eligible node, <b>balance</b> once membership
 * has been quiet for a while.
 *
 * <pre>{@code
 * PlacementPlan plan = new Planner(settings).plan(state, now);
 * }</pre>
 *
 * It never throws, and equal states give equal plans, whatever the order in which their collections are iterated. It
 * does not make room: a child that only a full node could run stays pending, even where one of that node's children
 * could go elsewhere.
 */
public final class Planner {
    private final PlannerSettings settings;

    /**
     * Makes a planner.
     *
     * @param settings how to go about it
     */
    public Planner(PlannerSettings settings) {
        this.settings = settings;
    }

    /**
     * Says what shall change.
     *
     * @param state all that is known of the scope
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the changes, the children without a place, and when to ask again
     */
    public PlacementPlan plan(ScopeState state, long now) {
        return new Replanner(settings, null, Long.MAX_VALUE).plan(state, Set.of(), now);
    }

    PlannerSettings settings() {
        return settings;
    }
}

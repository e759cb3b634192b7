package io.pogo.core;

import java.util.Set;

/**
 * Decides which node runs which child: a pure function of the scope's state and the time. It has three steps:
 * <b>keep</b> the children that are well placed, <b>hand out</b> the children that have no living, eligible node,
 * <b>balance</b> once membership has been quiet for a while.
 *
 * <pre>{@code
 * PlacementPlan plan = new Planner(settings).plan(state, now);
 * }</pre>
 *
 * A planner never throws, and equal states give equal plans, independently of the order in which their collections are
 * iterated. It does not make room: a child that only a full node could run stays pending, even if one of that node's
 * children could go to another node.
 */
public final class Planner {
    private final PlannerSettings settings;

    /**
     * Creates a planner.
     *
     * @param settings the settings to plan with
     */
    public Planner(PlannerSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the changes to make.
     *
     * @param state the known state of the scope
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the changes, the children without a place, and the time to plan again
     */
    public PlacementPlan plan(ScopeState state, long now) {
        return new Replanner(settings, null, Long.MAX_VALUE).plan(state, Set.of(), now);
    }

    PlannerSettings settings() {
        return settings;
    }
}

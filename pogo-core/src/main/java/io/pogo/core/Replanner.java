package io.pogo.core;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans repeatedly for one scope: its plans are those that {@link Planner} would make of the whole scope, but it only
 * looks at the children that have changed, whose node has changed, or that are not settled. Each plan takes a limited
 * number of steps to look for moves that even out the load; if the steps are used up, the plan says when to plan again,
 * and the next one continues from there. Necessary changes are always made at once.
 *
 * <pre>{@code
 * Replanner planner = new Replanner(settings);
 * PlacementPlan first = planner.plan(state, Set.of(), now);
 * PlacementPlan next = planner.plan(state, Set.of("monitor-1"), now);
 * }</pre>
 *
 * Not for several threads at a time.
 */
public final class Replanner {
    /** The number of steps that one plan may take to look for moves: about 20 ms of work. */
    private static final long MOST_STEPS = 200_000;

    private final PlannerSettings settings;
    private final @Nullable NodeTrust trust;
    private final long steps;
    private Waiting waiting = new Waiting();
    private Resume resume = Resume.START;
    private Set<String> moving = Set.of();
    private long due = Long.MAX_VALUE;
    private @Nullable Loads loads;
    private SortedSet<String> open = new TreeSet<>();

    /**
     * Creates a planner that has not seen its scope yet.
     *
     * @param settings the settings to plan with
     */
    public Replanner(PlannerSettings settings) {
        this(settings, null);
    }

    /**
     * Creates a planner that has not seen its scope yet, and learns which nodes are suspect.
     *
     * @param settings the settings to plan with
     * @param trust the planner's knowledge of the nodes, or null to trust all nodes except those that are stored as
     *     suspect
     */
    public Replanner(PlannerSettings settings, @Nullable NodeTrust trust) {
        this(settings, trust, MOST_STEPS);
    }

    /** Creates a planner whose plans take so many steps each to look for moves that even out the load. */
    Replanner(PlannerSettings settings, @Nullable NodeTrust trust, long steps) {
        this.settings = settings;
        this.trust = trust;
        this.steps = steps;
    }

    /**
     * Returns the changes to make. The first call looks at the whole scope.
     *
     * @param state the known state of the scope
     * @param changed the children whose spec, assignments or failure record may have changed since the last call,
     *     including removed and new children
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the changes, the children without a place, and the time to plan again
     */
    public PlacementPlan plan(ScopeState state, Collection<String> changed, long now) {
        Loads known = loads;
        if (known == null) {
            known = new Loads(state.nodes(), settings.maxLockBytes());
            waiting = new Waiting();
            open = state.ids();
            resume = Resume.START;
        } else {
            disturb(state, changed, known, now);
            open.addAll(known.nodesAre(state.nodes()));
            open.addAll(changed);
            open.addAll(state.moving());
        }
        // Should this plan fail, what it has changed of them is unknown, and the next one looks at everything.
        loads = null;
        Planning planning = new Planning(
                state, settings, now, known, waiting, open, trust != null ? trust : Trust.but(state.suspects()));
        planning.place();
        if (trust != null) {
            trust.look(state, open, known, now);
        }
        resume = planning.balance(steps, resume);
        open = planning.open();
        loads = known;
        PlacementPlan plan = planning.plan();
        if (trust != null) {
            trust.planned(state, plan);
            due = trust.planAgainAt().orElse(Long.MAX_VALUE);
            return plan.againBy(trust.planAgainAt());
        }
        return plan;
    }

    /**
     * Marks the search for moves as disturbed if anything has changed: a search that takes several plans must then
     * begin again at its end.
     */
    private void disturb(ScopeState state, Collection<String> changed, Loads known, long now) {
        if (!changed.isEmpty() || now >= due || !state.moving().equals(moving) || known.differFrom(state.nodes())) {
            resume = resume.disturbed();
        }
        moving = Set.copyOf(state.moving());
    }
}

package io.pogo.core;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans for one scope again and again: its plans are those that {@link Planner} would make of the whole scope, but it
 * only looks at the children that have changed, whose node has changed, or who are not settled. Each plan takes a
 * limited number of steps to look for moves that even out the load; where they end, the plan says when to plan again,
 * and the next one goes on from there. What must be done is always done at once.
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
    /** About 20 ms of work. */
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
     * Makes a planner that knows of no scope yet.
     *
     * @param settings how to go about it
     */
    public Replanner(PlannerSettings settings) {
        this(settings, null);
    }

    /**
     * Makes a planner that knows of no scope yet, and learns which nodes are suspect.
     *
     * @param settings how to go about it
     * @param trust what it knows of the nodes, or null to trust all but those that are stored as suspect
     */
    public Replanner(PlannerSettings settings, @Nullable NodeTrust trust) {
        this(settings, trust, MOST_STEPS);
    }

    /** One whose plans take so many steps each to look for moves that even out the load. */
    Replanner(PlannerSettings settings, @Nullable NodeTrust trust, long steps) {
        this.settings = settings;
        this.trust = trust;
        this.steps = steps;
    }

    /**
     * Says what shall change. The first time it looks at the whole scope.
     *
     * @param state all that is known of the scope
     * @param changed the children whose spec, assignments or failure record may be other than the last time, gone and
     *     new ones too
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the changes, the children without a place, and when to ask again
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

    /** A search for moves that takes several plans must begin anew at its end if anything has changed meanwhile. */
    private void disturb(ScopeState state, Collection<String> changed, Loads known, long now) {
        if (!changed.isEmpty() || now >= due || !state.moving().equals(moving) || known.differFrom(state.nodes())) {
            resume = resume.disturbed();
        }
        moving = Set.copyOf(state.moving());
    }
}

package io.pogo.core;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A plan while it is being made, step by step. */
final class Planning {
    private final ScopeState state;
    private final PlannerSettings settings;
    private final PlanBuilder draft;
    private final List<ChildAssessment> cases;
    private final Loads loads;
    private final Waiting waiting;
    private final boolean coldStart;

    /** Creates a plan that looks at all children of the scope. */
    Planning(ScopeState state, PlannerSettings settings, long now) {
        this(
                state,
                settings,
                now,
                new Loads(state.nodes(), settings.maxLockBytes()),
                new Waiting(),
                state.ids(),
                Trust.but(state.suspects()));
    }

    /**
     * Creates a plan that looks at these children only, and removes records that belong to no spec. All other children
     * are counted in the loads, and are well placed.
     */
    Planning(
            ScopeState state,
            PlannerSettings settings,
            long now,
            Loads loads,
            Waiting waiting,
            SortedSet<String> open,
            Trust trust) {
        this.state = state;
        this.settings = settings;
        this.draft = new PlanBuilder(now);
        this.loads = loads;
        this.waiting = waiting;
        waiting.nodesAre(state.nodes());
        if (now < settledAt()) {
            open.addAll(waiting.removeAll());
        }
        open.forEach(waiting::remove);
        loads.quotaIs(new MoveQuota(trust));
        loads.removeAll(open);
        new Cleanup(state, draft).run(open);
        this.cases = new Assessor(state, settings, now).cases(open);
        this.coldStart = now < settledAt()
                && loads.isEmpty()
                && cases.stream().allMatch(c -> c.kept().isEmpty());
    }

    List<ChildAssessment> cases() {
        return cases;
    }

    Loads loads() {
        return loads;
    }

    /** Returns whether this is a cold start: no child has a place yet, and other members had no time to join. */
    boolean isColdStart() {
        return coldStart;
    }

    Optional<Assignment> givenTo(ChildAssessment c) {
        return draft.givenTo(c.id()).or(c::kept);
    }

    /** Makes the steps keep and hand out. */
    void place() {
        if (coldStart) {
            waitForMembers();
        } else {
            List<ChildAssessment> homeless = new Keep(loads, state, draft).run(cases);
            Quarantine quarantine = new Quarantine(settings, state.nodes(), draft.now());
            new HandOut(loads, state, quarantine, waiting, draft).run(homeless);
        }
    }

    /**
     * Moves children in so many steps of a search that continues where the last plan has ended. Returns the place where
     * the next plan continues.
     */
    Resume balance(long steps, Resume from) {
        if (coldStart || state.rebalancingPaused()) {
            return from;
        }
        Balance balance = new Balance(loads, draft, new Effort(steps));
        if (draft.now() >= quietAt()) {
            return balance.run(settings.maxConcurrentMoves() - state.movesUnderWay(), from);
        }
        if (balance.isNeeded()) {
            draft.planAgainAt(quietAt());
        }
        return Resume.START;
    }

    PlacementPlan plan() {
        return draft.plan(waiting);
    }

    /**
     * Returns the children to look at again in the next plan even if no change of them is reported: they change now, or
     * wait for a time or for other children.
     */
    SortedSet<String> open() {
        SortedSet<String> ids = draft.touched();
        ids.addAll(state.moving());
        cases.stream()
                .filter(c -> c.stored().isPresent() || c.isToBeMovedToItsPin())
                .forEach(c -> ids.add(c.id()));
        return ids;
    }

    /** Returns the time when membership has been quiet for long enough to even out the load. */
    long quietAt() {
        return Millis.plus(state.membersChangedAt(), settings.rebalanceDelay());
    }

    long settledAt() {
        return Millis.plus(state.electedAt(), settings.settleDelay());
    }

    /**
     * Leaves all children pending until other members had time to join. Void assignments are kept too: they show the
     * nodes that get one of these children later that it is a takeover.
     */
    private void waitForMembers() {
        for (ChildAssessment c : cases) {
            Optional<String> own = Eligibility.ownObstacle(c.child(), c.failure(), draft.now());
            draft.pending(c, own.orElse("waiting for other members (cold start)"));
            draft.planAgainAt(settledAt());
        }
    }
}

package io.pogo.core;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** One plan while it is made, step by step. */
final class Planning {
    private final ScopeState state;
    private final PlannerSettings settings;
    private final Draft draft;
    private final List<Case> cases;
    private final Loads loads;
    private final Waiting waiting;
    private final boolean coldStart;

    /** Looks at everything. */
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
     * Looks at these children, and removes what belongs to nothing. All others are counted in the loads, and are well
     * where they are.
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
        this.draft = new Draft(now);
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
        this.cases = new Review(state, settings, now).cases(open);
        this.coldStart = now < settledAt()
                && loads.isEmpty()
                && cases.stream().allMatch(c -> c.kept().isEmpty());
    }

    List<Case> cases() {
        return cases;
    }

    Loads loads() {
        return loads;
    }

    /** No child has a place yet, and other members had no time to come. */
    boolean isColdStart() {
        return coldStart;
    }

    Optional<Assignment> givenTo(Case c) {
        return draft.givenTo(c.id()).or(c::kept);
    }

    /** Keeps, and hands out. */
    void place() {
        if (coldStart) {
            waitForMembers();
        } else {
            List<Case> homeless = new Keep(loads, state, draft).run(cases);
            Quarantine quarantine = new Quarantine(settings, state.nodes(), draft.now());
            new HandOut(loads, state, quarantine, waiting, draft).run(homeless);
        }
    }

    /**
     * Moves children in so many steps of a search that goes on where the last plan has ended. Returns where the next
     * one goes on.
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
     * Those to look at again next time even if nothing is heard of them: they change now, or wait for the time or for
     * others.
     */
    SortedSet<String> open() {
        SortedSet<String> ids = draft.touched();
        ids.addAll(state.moving());
        cases.stream()
                .filter(c -> c.stored().isPresent() || c.isToBeMovedToItsPin())
                .forEach(c -> ids.add(c.id()));
        return ids;
    }

    /** When membership has been quiet for long enough to even out the load. */
    long quietAt() {
        return Millis.plus(state.membersChangedAt(), settings.rebalanceDelay());
    }

    long settledAt() {
        return Millis.plus(state.electedAt(), settings.settleDelay());
    }

    /**
     * Void assignments are left alone too: those that get one of these children later learn from them that it is a
     * takeover.
     */
    private void waitForMembers() {
        for (Case c : cases) {
            Optional<String> own = Eligibility.ownObstacle(c.child(), c.failure(), draft.now());
            draft.pending(c, own.orElse("waiting for other members (cold start)"));
            draft.planAgainAt(settledAt());
        }
    }
}

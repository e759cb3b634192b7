package io.pogo.core;

import java.util.List;
import java.util.Optional;

/** One plan while it is made, step by step. */
final class Planning {
    private final ScopeState state;
    private final PlannerSettings settings;
    private final Draft draft;
    private final List<Case> cases;
    private final Loads loads;
    private final boolean coldStart;

    /** Looks at everything, and removes what belongs to nothing. */
    Planning(ScopeState state, PlannerSettings settings, long now) {
        this.state = state;
        this.settings = settings;
        this.draft = new Draft(now);
        Review review = new Review(state, settings, now);
        new Cleanup(state, draft).run(review.orphans());
        this.cases = review.cases();
        this.loads = new Loads(state.nodes().values(), settings.maxLockBytes());
        this.coldStart =
                now < settledAt() && cases.stream().allMatch(c -> c.kept().isEmpty());
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
            new HandOut(loads, state.nodes(), draft).run(homeless);
        }
    }

    void balance() {
        if (coldStart || state.rebalancingPaused()) {
            return;
        }
        Balance balance = new Balance(loads, draft);
        if (draft.now() >= quietAt()) {
            balance.run(settings.maxConcurrentMoves() - state.moving().size());
        } else if (balance.isNeeded()) {
            draft.planAgainAt(quietAt());
        }
    }

    PlacementPlan plan() {
        return draft.plan();
    }

    /** When membership has been quiet for long enough to even out the load. */
    long quietAt() {
        return Millis.plus(state.membersChangedAt(), settings.rebalanceDelay());
    }

    long settledAt() {
        return Millis.plus(state.electedAt(), settings.settleDelay());
    }

    /** Void assignments are left alone too: those that get one of these children later learn from them that it is a takeover. */
    private void waitForMembers() {
        for (Case c : cases) {
            Optional<String> own = Eligibility.ownObstacle(c.child(), c.failure(), draft.now());
            draft.pending(c, own.orElse("waiting for other members (cold start)"));
            draft.planAgainAt(settledAt());
        }
    }
}

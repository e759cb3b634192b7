package io.pogo.core;

import java.util.List;
import java.util.Optional;

/**
 * Decides which node runs which child: a pure function of the scope's state and the time. It has three steps: <b>keep</b> what is
 * well placed, <b>hand out</b> what has no living, eligible node, <b>balance</b> once membership has been quiet for a while.
 *
 * <pre>{@code
 * PlacementPlan plan = new Planner(settings).plan(state, now);
 * }</pre>
 *
 * It never throws, and equal states give equal plans, whatever the order in which their collections are iterated. It does not
 * make room: a child that only a full node could run stays pending, even where one of that node's children could go elsewhere.
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
     * @param now the time, in milliseconds since the epoch
     * @return the changes, the children without a place, and when to ask again
     */
    public PlacementPlan plan(ScopeState state, long now) {
        Draft draft = new Draft(now);
        Review review = new Review(state, settings, now);
        new Cleanup(state, draft).run(review.orphans());
        List<Case> cases = review.cases();
        if (isColdStart(cases, state, now)) {
            waitForMembers(cases, state, draft);
            return draft.plan();
        }
        Loads loads = new Loads(state.nodes().values(), settings.maxLockBytes());
        List<Case> homeless = new Keep(loads, state, draft).run(cases);
        new HandOut(loads, state.nodes(), draft).run(homeless);
        balance(loads, state, draft);
        return draft.plan();
    }

    private boolean isColdStart(List<Case> cases, ScopeState state, long now) {
        return now < settledAt(state) && cases.stream().allMatch(c -> c.kept().isEmpty());
    }

    private long settledAt(ScopeState state) {
        return Millis.plus(state.electedAt(), settings.settleDelay());
    }

    /** Void assignments are left alone too: those that get one of these children later learn from them that it is a takeover. */
    private void waitForMembers(List<Case> cases, ScopeState state, Draft draft) {
        for (Case c : cases) {
            Optional<String> own = Eligibility.ownObstacle(c.child(), c.failure(), draft.now());
            draft.pending(c, own.orElse("waiting for other members (cold start)"));
            draft.planAgainAt(settledAt(state));
        }
    }

    private void balance(Loads loads, ScopeState state, Draft draft) {
        long quietAt = Millis.plus(state.membersChangedAt(), settings.rebalanceDelay());
        Balance balance = new Balance(loads, draft);
        if (draft.now() >= quietAt) {
            balance.run(settings.maxConcurrentMoves() - state.moving().size());
        } else if (balance.isNeeded()) {
            draft.planAgainAt(quietAt);
        }
    }
}

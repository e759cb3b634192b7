package io.pogo.core;

import com.google.common.collect.ImmutableList;
import io.pogo.StartReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first step: what is well placed stays, what may run nowhere is taken away, the rest is left to be handed out. */
final class Keep {
    private final Loads loads;
    private final ScopeState state;
    private final Draft draft;

    Keep(Loads loads, ScopeState state, Draft draft) {
        this.loads = loads;
        this.state = state;
        this.draft = draft;
    }

    /** Returns those to hand out. */
    List<Case> run(List<Case> cases) {
        List<Case> homeless = new ArrayList<>();
        for (Case c : cases) {
            Optional<String> own = Eligibility.ownObstacle(c.child(), c.failure(), draft.now());
            if (c.kept().isPresent()) {
                stay(c, c.kept().get());
            } else if (c.isRunningOnce()) {
                draft.add(new PlanStep.Remove(c.child(), List.copyOf(c.others())));
            } else if (own.isPresent()) {
                takeAway(c, own.get());
            } else {
                record(c, List.of());
                homeless.add(c);
            }
        }
        return homeless;
    }

    private void stay(Case c, Assignment kept) {
        record(c, List.of());
        boolean untouched = !c.isOutdated() && c.others().isEmpty();
        if (c.isOutdated()) {
            draft.add(new PlanStep.Assign(
                    restarted(c, kept),
                    ImmutableList.<Assignment>builder()
                            .add(kept)
                            .addAll(c.others())
                            .build()));
        } else {
            draft.withdraw(c.child().id(), c.others());
        }
        loads.keep(c, kept, untouched && isMovable(c));
    }

    private void takeAway(Case c, String why) {
        if (c.failureChanged()) {
            record(c, c.others());
        } else {
            draft.withdraw(c.child().id(), c.others());
        }
        draft.pending(c, why);
    }

    private void record(Case c, List<Assignment> withdrawn) {
        if (c.failureChanged()) {
            draft.add(new PlanStep.Record(c.failure().orElseThrow(), List.copyOf(withdrawn)));
        }
    }

    private boolean isMovable(Case c) {
        return c.child().readable()
                && c.isSteady()
                && !c.isRunningOnce()
                && !state.moving().contains(c.child().id());
    }

    private static Assignment restarted(Case c, Assignment kept) {
        WantedChild child = c.child();
        return new Assignment(
                child.id(), kept.nodeId(), kept.session(), child.czxid(), child.revision(), StartReason.RESTART);
    }
}

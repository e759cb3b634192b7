package io.pogo.core;

import com.google.common.collect.ImmutableList;
import io.pogo.StartReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first step: a child that is well placed stays, a child that may run nowhere is taken away, a child that a user
 * moved goes to its pin if that node can take it, and the other children are left to be handed out.
 */
final class Keep {
    private final Loads loads;
    private final ScopeState state;
    private final PlanBuilder draft;
    private final List<ChildAssessment> homeless = new ArrayList<>();
    private final List<ChildAssessment> toPins = new ArrayList<>();

    Keep(Loads loads, ScopeState state, PlanBuilder draft) {
        this.loads = loads;
        this.state = state;
        this.draft = draft;
    }

    /** Returns the children to hand out. */
    List<ChildAssessment> run(List<ChildAssessment> cases) {
        cases.forEach(this::sort);
        while (toPins.removeIf(this::movesToPin)) {
            // Each child that leaves may make room for another one.
        }
        toPins.forEach(c -> stay(c, c.kept().orElseThrow()));
        return homeless;
    }

    private void sort(ChildAssessment c) {
        Optional<String> own = Eligibility.ownObstacle(c.child(), c.failure(), draft.now());
        if (c.kept().isPresent()) {
            count(c, c.kept().get());
        } else if (c.isRunningOnce()) {
            draft.add(new PlanStep.Remove(c.child(), List.copyOf(c.others())));
        } else if (own.isPresent()) {
            takeAway(c, own.get());
        } else {
            record(c, List.of());
            homeless.add(c);
        }
    }

    private void count(ChildAssessment c, Assignment kept) {
        NodeLoad load = loads.get(kept.nodeId());
        if (load != null) {
            loads.add(c, load);
            if (isMovable(c)) {
                load.mayMove(c);
            }
        }
        if (c.isToBeMovedToItsPin()) {
            toPins.add(c);
        } else {
            stay(c, kept);
        }
    }

    private boolean movesToPin(ChildAssessment c) {
        NodeLoad from = loads.get(c.kept().orElseThrow().nodeId());
        NodeLoad pin = loads.get(c.pinnedTo().orElseThrow());
        if (from == null || pin == null || loads.fit(c, pin) != Obstacle.POSSIBLE) {
            return false;
        }
        loads.remove(c.id());
        loads.add(c, pin);
        record(c, List.of());
        draft.add(new PlanStep.Assign(pin.assignment(c.child(), StartReason.MOVED), all(c)));
        return true;
    }

    private void stay(ChildAssessment c, Assignment kept) {
        record(c, List.of());
        if (c.isOutdated()) {
            draft.add(new PlanStep.Assign(restarted(c, kept), all(c)));
        } else {
            draft.withdraw(c.child().id(), c.others());
        }
    }

    private void takeAway(ChildAssessment c, String why) {
        if (c.failureChanged()) {
            record(c, c.others());
        } else {
            draft.withdraw(c.child().id(), c.others());
        }
        draft.pending(c, why);
    }

    private void record(ChildAssessment c, List<Assignment> withdrawn) {
        if (c.failureChanged()) {
            draft.add(new PlanStep.Record(c.failure().orElseThrow(), List.copyOf(withdrawn)));
        }
    }

    /** Returns whether the child may be moved to even out the load. */
    private boolean isMovable(ChildAssessment c) {
        return c.child().readable()
                && c.isSteady()
                && c.pinnedTo().isEmpty()
                && !c.isRunningOnce()
                && !c.isOutdated()
                && c.others().isEmpty()
                && !state.moving().contains(c.child().id());
    }

    private static List<Assignment> all(ChildAssessment c) {
        return ImmutableList.<Assignment>builder()
                .add(c.kept().orElseThrow())
                .addAll(c.others())
                .build();
    }

    private static Assignment restarted(ChildAssessment c, Assignment kept) {
        WantedChild child = c.child();
        return new Assignment(
                child.id(), kept.nodeId(), kept.session(), child.czxid(), child.revision(), StartReason.RESTART);
    }
}

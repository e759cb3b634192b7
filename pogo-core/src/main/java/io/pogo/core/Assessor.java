package io.pogo.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Examines every child by itself: which failure record counts, and which assignment is valid. */
final class Assessor {
    private final ScopeState state;
    private final Quarantine quarantine;
    private final Validity validity;

    Assessor(ScopeState state, PlannerSettings settings, long now) {
        this.state = state;
        this.quarantine = new Quarantine(settings, state.nodes(), now);
        this.validity = new Validity(state.nodes(), now);
    }

    /** Returns a case for each of these children that has a spec. */
    List<ChildAssessment> cases(Collection<String> ids) {
        List<ChildAssessment> cases = new ArrayList<>(ids.size());
        for (String id : ids) {
            WantedChild child = state.children().get(id);
            if (child != null) {
                cases.add(review(child));
            }
        }
        return cases;
    }

    private ChildAssessment review(WantedChild child) {
        Optional<Failure> stored =
                Optional.ofNullable(state.failures().get(child.id())).filter(f -> Quarantine.concerns(f, child));
        Optional<Failure> failure =
                ChildAssessment.isRunningOnce(child) ? stored : stored.map(f -> quarantine.next(f, child));
        List<Assignment> others = new ArrayList<>(state.assignmentsOf(child.id()));
        Optional<String> pinnedTo = child.placement().pinnedTo(state.nodes());
        Optional<Assignment> kept = best(child, failure, others, pinnedTo.orElse(""));
        kept.ifPresent(others::remove);
        return new ChildAssessment(child, stored, failure, kept, others, pinnedTo);
    }

    /**
     * Returns the best valid assignment: the one at the pin, then of the current revision, then at the first node in
     * the given order.
     */
    private Optional<Assignment> best(
            WantedChild child, Optional<Failure> failure, List<Assignment> assignments, String pin) {
        Assignment best = null;
        int most = -1;
        for (Assignment a : assignments) {
            int rank = (a.nodeId().equals(pin) ? 2 : 0) + (a.revision() == child.revision() ? 1 : 0);
            if (rank > most && validity.isValid(a, child, failure)) {
                best = a;
                most = rank;
            }
        }
        return Optional.ofNullable(best);
    }
}

package io.pogo.core;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at every child by itself: which failure record counts, and which assignment is valid. */
final class Review {
    private static final Comparator<Assignment> ORDER = Comparator.comparing(Assignment::nodeId)
            .thenComparing(Assignment::session)
            .thenComparing(Assignment::czxid)
            .thenComparing(Assignment::revision)
            .thenComparing(Assignment::reason);

    private final ScopeState state;
    private final Quarantine quarantine;
    private final Validity validity;
    private final ListMultimap<String, Assignment> assignments;

    Review(ScopeState state, PlannerSettings settings, long now) {
        this.state = state;
        this.quarantine = new Quarantine(settings, state.nodes(), now);
        this.validity = new Validity(state.nodes(), now);
        this.assignments = byChild(state);
    }

    /** One case a child, in the order of their ids. */
    List<Case> cases() {
        List<Case> cases = new ArrayList<>(state.children().size());
        state.children().values().stream()
                .sorted(Comparator.comparing(WantedChild::id))
                .forEach(child -> cases.add(review(child)));
        return cases;
    }

    /** The assignments of children whose spec is gone. */
    SortedMap<String, List<Assignment>> orphans() {
        SortedMap<String, List<Assignment>> orphans = new TreeMap<>();
        for (String id : assignments.keySet()) {
            if (!state.children().containsKey(id)) {
                orphans.put(id, assignments.get(id));
            }
        }
        return orphans;
    }

    private static ListMultimap<String, Assignment> byChild(ScopeState state) {
        ListMultimap<String, Assignment> byChild =
                ArrayListMultimap.create(state.children().size() + 1, 1);
        state.assignments().forEach(a -> byChild.put(a.childId(), a));
        Multimaps.asMap(byChild).values().stream()
                .filter(list -> list.size() > 1)
                .forEach(list -> list.sort(ORDER));
        return byChild;
    }

    private Case review(WantedChild child) {
        Optional<Failure> stored =
                Optional.ofNullable(state.failures().get(child.id())).filter(f -> Quarantine.concerns(f, child));
        Optional<Failure> failure = Case.isRunningOnce(child) ? stored : stored.map(f -> quarantine.next(f, child));
        List<Assignment> others = new ArrayList<>(assignments.get(child.id()));
        Optional<String> pinnedTo = child.placement().pinnedTo(state.nodes());
        Optional<Assignment> kept = best(child, failure, others, pinnedTo.orElse(""));
        kept.ifPresent(others::remove);
        return new Case(child, stored, failure, kept, others, pinnedTo);
    }

    /** The one at the pin, of the current revision, at the lowest node: in this order. */
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

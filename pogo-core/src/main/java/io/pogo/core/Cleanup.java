package io.pogo.core;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Removes what belongs to no spec any more. That depends on no member, so it never waits. */
final class Cleanup {
    private final ScopeState state;
    private final Draft draft;

    Cleanup(ScopeState state, Draft draft) {
        this.state = state;
        this.draft = draft;
    }

    void run(SortedMap<String, List<Assignment>> orphans) {
        orphans.forEach(draft::withdraw);
        new TreeMap<>(state.failures()).forEach((id, failure) -> {
            WantedChild child = state.children().get(id);
            if (child == null || !Quarantine.concerns(failure, child)) {
                draft.add(new PlanStep.Forget(id));
            }
        });
    }
}

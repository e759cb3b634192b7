package io.pogo.core;

import java.util.Collection;

/**
 * Removes assignments and records that no longer belong to a spec. The step depends on no member, so it never waits.
 */
final class Cleanup {
    private final ScopeState state;
    private final PlanBuilder draft;

    Cleanup(ScopeState state, PlanBuilder draft) {
        this.state = state;
        this.draft = draft;
    }

    void run(Collection<String> ids) {
        for (String id : ids) {
            if (!state.children().containsKey(id)) {
                draft.withdraw(id, state.assignmentsOf(id));
            }
        }
        for (String id : ids) {
            Failure failure = state.failures().get(id);
            WantedChild child = state.children().get(id);
            if (failure != null && (child == null || !Quarantine.concerns(failure, child))) {
                draft.add(new PlanStep.Forget(id));
            }
        }
    }
}

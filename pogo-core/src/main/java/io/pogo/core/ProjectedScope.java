package io.pogo.core;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A projection of a scope to the state after plans were carried out, with all moves finished. */
final class ProjectedScope {
    private final Map<String, NodeView> nodes;
    private final Map<String, WantedChild> children;
    private final Map<String, Failure> failures;
    private final SetMultimap<String, Assignment> assignments = LinkedHashMultimap.create();
    private final Set<String> removed = new TreeSet<>();
    private final Set<Suspect> suspects;
    private final boolean rebalancingPaused;
    private final long now;

    ProjectedScope(ScopeState state, Map<String, NodeView> nodes, long now) {
        this.nodes = nodes;
        this.children = new HashMap<>(state.children());
        this.failures = new HashMap<>(state.failures());
        state.assignments().forEach(a -> assignments.put(a.childId(), a));
        this.suspects = state.suspects();
        this.rebalancingPaused = state.rebalancingPaused();
        this.now = now;
    }

    ScopeState state() {
        return new ScopeState(
                nodes,
                children,
                ScopeState.byChild(assignments.values()),
                failures,
                Set.of(),
                Set.of(),
                suspects,
                now,
                now,
                rebalancingPaused);
    }

    /** Returns the temporary children that would be removed. */
    Set<String> removed() {
        return removed;
    }

    void carryOut(PlacementPlan plan) {
        plan.steps().forEach(this::carryOut);
    }

    private void carryOut(PlanStep step) {
        String id = step.childId();
        if (step instanceof PlanStep.Assign assign) {
            assignments.get(id).removeAll(Set.copyOf(assign.replaced()));
            assignments.put(id, assign.next());
        } else if (step instanceof PlanStep.Withdraw withdraw) {
            assignments.get(id).removeAll(Set.copyOf(withdraw.withdrawn()));
        } else if (step instanceof PlanStep.Record written) {
            failures.put(id, written.next());
            assignments.get(id).removeAll(Set.copyOf(written.withdrawn()));
        } else if (step instanceof PlanStep.Forget) {
            failures.remove(id);
        } else if (step instanceof PlanStep.Remove remove) {
            children.remove(id);
            removed.add(id);
            assignments.get(id).removeAll(Set.copyOf(remove.withdrawn()));
        }
    }
}

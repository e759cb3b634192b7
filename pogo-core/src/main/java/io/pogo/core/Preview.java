package io.pogo.core;

import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Computes the effect of members that leave and join: plans, assumes that the plan is carried out, and plans again to
 * the end. The same is done without the change; moves that happen without the change too are no effect of it.
 */
public final class Preview {
    private static final int MOST_ROUNDS = 100;

    /** The session of members that do not live yet. */
    private static final long NO_SESSION = -1;

    private Preview() {}

    /**
     * Returns the effect of a change of the members. Delays and the limit of concurrent moves are ignored, so that few
     * rounds of planning are needed; paused rebalancing stays paused.
     *
     * @param planner the planner to use
     * @param state the known state of the scope
     * @param leaving the members that would leave; ids of no member are ignored
     * @param joining the members that would join; a member whose id exists already replaces it
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the children that the change moves, and those that it leaves without a place
     */
    public static PlacementPreview of(
            Planner planner,
            ScopeState state,
            Collection<String> leaving,
            Collection<ProspectiveMember> joining,
            long now) {
        Map<String, NodeView> nodes = new HashMap<>(state.nodes());
        leaving.forEach(nodes::remove);
        joining.forEach(member -> nodes.put(member.id(), view(member)));
        PlacementPreview anyway = inTheEnd(planner, state, state.nodes(), now);
        PlacementPreview changed = inTheEnd(planner, state, nodes, now);
        Set<PlacementPreview.Move> unchanged = anyway.moves().stream()
                .filter(move -> move.from() == null || !leaving.contains(move.from()))
                .collect(Collectors.toSet());
        Map<String, String> pending = new TreeMap<>(changed.pending());
        pending.keySet().removeAll(anyway.pending().keySet());
        return new PlacementPreview(
                changed.moves().stream()
                        .filter(move -> !unchanged.contains(move))
                        .toList(),
                pending);
    }

    /** Returns the children that would move, and those that would have no place, if these were the members. */
    private static PlacementPreview inTheEnd(Planner planner, ScopeState state, Map<String, NodeView> nodes, long now) {
        Planner fast = new Planner(withoutDelays(planner.settings()));
        ProjectedScope foresight = new ProjectedScope(state, nodes, now);
        PlacementPlan plan = fast.plan(foresight.state(), now);
        for (int round = 0; round < MOST_ROUNDS && !plan.steps().isEmpty(); round++) {
            foresight.carryOut(plan);
            plan = fast.plan(foresight.state(), now);
        }
        Map<String, String> pending = new TreeMap<>(plan.pending());
        foresight.removed().forEach(id -> pending.put(id, "a temporary child is not run twice; it would be removed"));
        return new PlacementPreview(moves(state, foresight.state(), now, planner.settings()), pending);
    }

    private static List<PlacementPreview.Move> moves(
            ScopeState before, ScopeState after, long now, PlannerSettings settings) {
        Map<String, Assignment> has = new HashMap<>();
        before.assigned().keySet().stream()
                .flatMap(id -> before.assignmentsOf(id).stream().limit(1))
                .forEach(a -> has.put(a.childId(), a));
        new Assessor(before, settings, now)
                .cases(before.children().keySet())
                .forEach(c -> c.kept().ifPresent(kept -> has.put(c.id(), kept)));
        List<PlacementPreview.Move> moves = new ArrayList<>();
        Map<String, Assignment> then = new TreeMap<>();
        after.assignments().forEach(a -> then.put(a.childId(), a));
        then.forEach((id, to) -> {
            Assignment from = has.get(id);
            if (from == null) {
                moves.add(new PlacementPreview.Move(id, null, to.nodeId(), StartReason.FIRST_START));
            } else if (!from.nodeId().equals(to.nodeId())) {
                boolean gone = Validity.isOfDeadNode(from, before.nodes());
                StartReason reason = gone ? StartReason.TAKEOVER : StartReason.MOVED;
                moves.add(new PlacementPreview.Move(id, from.nodeId(), to.nodeId(), reason));
            }
        });
        return moves;
    }

    /** Returns a prospective member as the planner sees it. The member is assumed to be of the newest version. */
    private static NodeView view(ProspectiveMember member) {
        Offer offer =
                new Offer(member.types(), member.labels(), member.maxChildren(), member.capacity(), Integer.MAX_VALUE);
        return new NodeView(member.id(), NO_SESSION, Status.ACTIVE, offer);
    }

    private static PlannerSettings withoutDelays(PlannerSettings settings) {
        return new PlannerSettings(
                Duration.ZERO,
                Duration.ZERO,
                Integer.MAX_VALUE,
                settings.failoverNodes(),
                settings.quarantine(),
                settings.maxQuarantine(),
                settings.maxLockBytes());
    }
}

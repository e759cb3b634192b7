package io.pogo.core;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.List;
import java.util.Optional;

/**
 * Moves a child that shares its node, or its zone, with others of its spread group to a node or zone with fewer of
 * them. A child for which there is no better node is not looked at again until a child of its group has moved.
 */
final class SpreadRound implements Balance.Round {
    private final Loads loads;
    private final Effort effort;
    private final SetMultimap<String, Kind> hopeless = HashMultimap.create();

    /** The kind of a child on a node: the search has the same result for all children of one kind on one node. */
    private record Kind(String node, Demand demand, Placement placement) {}

    SpreadRound(Loads loads, Effort effort) {
        this.loads = loads;
        this.effort = effort;
    }

    /** Looks for the next move. Each child is one place of the search. */
    @Override
    public Optional<Balance.Change> next(int mostMoves) {
        for (NodeLoad from : loads.active()) {
            for (ChildAssessment c : from.movableOfGroups()) {
                Optional<Balance.Change> change = effort.reachesNext() ? next(c, from) : Optional.empty();
                if (change.isPresent()) {
                    return change;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Balance.Change> next(ChildAssessment c, NodeLoad from) {
        effort.spend(1);
        Placement placement = c.child().placement();
        String group = placement.spreadGroup().orElse(null);
        if (group == null) {
            return Optional.empty();
        }
        Kind kind = new Kind(from.id(), Demand.of(c.child()), placement);
        if (hopeless.containsEntry(group, kind)) {
            return Optional.empty();
        }
        Optional<Balance.Change> change = isCrowded(c, from) ? better(c, from) : Optional.empty();
        if (change.isPresent()) {
            hopeless.removeAll(group);
        } else if (!hasFailedSomewhere(c)) {
            hopeless.put(group, kind);
        }
        return change;
    }

    /**
     * Returns whether the child has failed on a node that is right for it, so that its result does not hold for others
     * of its kind.
     */
    private boolean hasFailedSomewhere(ChildAssessment c) {
        return loads.rightFor(c).stream().anyMatch(load -> loads.quota().hasFailed(c, load.node()));
    }

    private boolean isCrowded(ChildAssessment c, NodeLoad from) {
        return loads.steadySpread().others(c.child(), from.node(), from.node()) > 0;
    }

    private Optional<Balance.Change> better(ChildAssessment c, NodeLoad from) {
        NodeRanking choice = new NodeRanking(loads, c.child(), from.node());
        Spread steady = loads.steadySpread();
        long now = steady.others(c.child(), from.node(), from.node());
        effort.spend(loads.rightFor(c).size());
        List<NodeLoad> better = loads.rightFor(c).stream()
                .filter(load -> steady.others(c.child(), load.node(), from.node()) < now)
                .filter(load -> loads.isSpreadAsWell(c.child(), load.node(), from.node()))
                .filter(load -> loads.quota().allows(c, load.node()))
                .toList();
        return Optional.ofNullable(choice.best(c, better)).map(to -> Balance.Change.move(from, to, c));
    }
}

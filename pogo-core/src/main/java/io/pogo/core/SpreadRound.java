package io.pogo.core;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moves a child that shares its node, or its zone, with others of its spread group to where there are fewer of them. */
final class SpreadRound implements Balance.Round {
    private final Loads loads;

    /** Children of one kind on one node have the same answer. */
    private record Kind(String node, Demand demand, Placement placement) {}

    SpreadRound(Loads loads) {
        this.loads = loads;
    }

    @Override
    public Optional<Balance.Change> next(int mostMoves) {
        Set<Kind> seen = new HashSet<>();
        for (NodeLoad from : loads.active()) {
            for (Case c : from.movable()) {
                if (isCrowded(c, from)
                        && seen.add(new Kind(
                                from.id(), Demand.of(c.child()), c.child().placement()))) {
                    Optional<Balance.Change> change = better(c, from);
                    if (change.isPresent()) {
                        return change;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isCrowded(Case c, NodeLoad from) {
        return loads.spread().others(c.child(), from.node(), from.node()) > 0;
    }

    private Optional<Balance.Change> better(Case c, NodeLoad from) {
        Choice choice = new Choice(loads, c.child(), from.node());
        long now = choice.others(from);
        List<NodeLoad> better = loads.rightFor(c).stream()
                .filter(load -> choice.others(load) < now)
                .toList();
        return Optional.ofNullable(choice.best(c, better)).map(to -> Balance.Change.move(from, to, c));
    }
}

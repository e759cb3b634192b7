package io.pogo.core;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evens out each type as far as that leaves the loads as even as they are: a child goes to a node whose load allows it,
 * or changes places with a child of another type and the same weight. Children of spread groups take no part.
 */
final class TypeRound implements Balance.Round {
    /** The type of a child that cannot be read. */
    private static final String UNKNOWN = "";

    private final Loads loads;
    private final Effort effort;

    TypeRound(Loads loads, Effort effort) {
        this.loads = loads;
        this.effort = effort;
    }

    @Override
    public Optional<Balance.Change> next(int mostMoves) {
        TreeSet<String> types = new TreeSet<>();
        loads.active().forEach(load -> types.addAll(load.movableTypes().elementSet()));
        return types.stream()
                .map(type -> next(type, mostMoves))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Looks for the next change for one type. Each giver is one place of the search. */
    private Optional<Balance.Change> next(String type, int mostMoves) {
        Comparator<NodeLoad> order =
                (a, b) -> Fractions.compare(a.ofType(type), a.capacity(), b.ofType(type), b.capacity());
        effort.spend(1);
        List<NodeLoad> offering = loads.active().stream()
                .filter(load -> load.node().types().contains(type))
                .toList();
        if (isEven(type, offering, order)) {
            return Optional.empty();
        }
        List<NodeLoad> takers = offering.stream().sorted(order).toList();
        List<NodeLoad> givers =
                takers.stream().sorted(Collections.reverseOrder(order)).toList();
        for (NodeLoad giver : givers) {
            if (!isEvener(type, giver, takers.get(0))) {
                break;
            }
            if (!effort.reachesNext()) {
                continue;
            }
            for (NodeLoad taker : takers) {
                if (!isEvener(type, giver, taker)) {
                    break;
                }
                Optional<Balance.Change> change = change(type, giver, taker, mostMoves);
                if (change.isPresent()) {
                    return change;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Balance.Change> change(String type, NodeLoad giver, NodeLoad taker, int mostMoves) {
        SortedMap<Integer, ChildAssessment> byWeight = new TreeMap<>();
        for (ChildAssessment first : giver.kinds().ofType(type)) {
            effort.spend(1);
            if (Obstacle.of(taker.node(), first) == Obstacle.POSSIBLE) {
                ChildAssessment c = loads.quota().firstAllowed(first, giver.kinds(), taker.node(), effort);
                if (c != null) {
                    byWeight.putIfAbsent(c.weight(), c);
                }
            }
        }
        for (ChildAssessment c : byWeight.values()) {
            if (Obstacle.ofRoom(taker, c.child()) == Obstacle.POSSIBLE && giver.keepsEven(taker, c.weight())) {
                return Optional.of(Balance.Change.move(giver, taker, c));
            }
        }
        return mostMoves < 2 ? Optional.empty() : exchange(byWeight, giver, taker);
    }

    private Optional<Balance.Change> exchange(
            SortedMap<Integer, ChildAssessment> byWeight, NodeLoad giver, NodeLoad taker) {
        for (ChildAssessment c : byWeight.values()) {
            for (ChildAssessment first : taker.kinds().ofWeight(c.weight())) {
                effort.spend(1);
                ChildAssessment back = loads.quota().firstAllowed(first, taker.kinds(), giver.node(), effort);
                if (back != null && mayChangePlaces(c, giver, back, taker)) {
                    return Optional.of(new Balance.Change(
                            List.of(new Balance.Hop(giver, taker, c), new Balance.Hop(taker, giver, back))));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns whether two children of different types may change places. */
    private boolean mayChangePlaces(ChildAssessment c, NodeLoad giver, ChildAssessment back, NodeLoad taker) {
        String type = back.child().type();
        return !type.equals(c.child().type())
                && keepsType(type, taker, giver)
                && Obstacle.of(giver.node(), back) == Obstacle.POSSIBLE
                && taker.hasBytesFor(c.child().lockBytes() - back.child().lockBytes())
                && giver.hasBytesFor(back.child().lockBytes() - c.child().lockBytes());
    }

    private static boolean isEven(String type, List<NodeLoad> nodes, Comparator<NodeLoad> order) {
        return nodes.isEmpty() || !isEvener(type, Collections.max(nodes, order), Collections.min(nodes, order));
    }

    /**
     * Returns whether the taker, with one more child of the type, would have fewer of the type than the giver has,
     * relative to their capacities. A child that cannot be read may be of any type: nothing is moved because of it.
     */
    private static boolean isEvener(String type, NodeLoad giver, NodeLoad taker) {
        long more = taker.ofType(type) + taker.ofType(UNKNOWN) + 1L;
        return Fractions.compare(more, taker.capacity(), giver.ofType(type), giver.capacity()) < 0;
    }

    /** Returns whether moving one child of the type from one node to the other leaves the type as even as it was. */
    private static boolean keepsType(String type, NodeLoad from, NodeLoad to) {
        return Fractions.keepsEven(from.ofType(type), from.capacity(), to.ofType(type), to.capacity(), 1);
    }
}

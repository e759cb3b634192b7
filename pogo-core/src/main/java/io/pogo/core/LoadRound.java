package io.pogo.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves a child to another node while the child makes its node fuller than it would make the other: from the fullest
 * node that can give a child to the least full node that can take it, and of several equally full nodes from the one
 * that has the most of a type that the other lacks. Each move makes the fuller of the two less full.
 */
final class LoadRound implements Balance.Round {
    private static final int LEAST_WEIGHT = 1;

    private final Loads loads;
    private final Effort effort;

    LoadRound(Loads loads, Effort effort) {
        this.loads = loads;
        this.effort = effort;
    }

    @Override
    public Optional<Balance.Change> next(int mostMoves) {
        List<NodeLoad> givers = loads.active().stream()
                .sorted(Collections.reverseOrder(NodeLoad::compare))
                .toList();
        List<NodeLoad> takers =
                loads.active().stream().sorted(NodeLoad::compare).toList();
        for (int begin = 0, end; begin < givers.size(); begin = end) {
            end = endOfEquals(givers, begin);
            Optional<Balance.Change> change = fromOneOf(givers.subList(begin, end), takers);
            if (change.isPresent()) {
                return change;
            }
        }
        return Optional.empty();
    }

    private static int endOfEquals(List<NodeLoad> givers, int begin) {
        int end = begin + 1;
        while (end < givers.size() && NodeLoad.compare(givers.get(begin), givers.get(end)) == 0) {
            end++;
        }
        return end;
    }

    /** Looks for a move from one of these equally full nodes. Each taker is one place of the search. */
    private Optional<Balance.Change> fromOneOf(List<NodeLoad> givers, List<NodeLoad> takers) {
        for (NodeLoad taker : takers) {
            if (NodeLoad.compare(taker, givers.get(0)) >= 0) {
                break;
            }
            if (!effort.reachesNext()) {
                continue;
            }
            for (NodeLoad giver : byGain(givers, taker)) {
                ChildAssessment child = best(giver, taker);
                if (child != null) {
                    return Optional.of(Balance.Change.move(giver, taker, child));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the givers that may have a child for the taker, first those that even out the types the most. */
    private List<NodeLoad> byGain(List<NodeLoad> givers, NodeLoad taker) {
        record Offer(NodeLoad giver, double gain) {}
        List<Offer> offers = new ArrayList<>();
        effort.spend(givers.size());
        for (NodeLoad giver : givers) {
            if (!taker.staysBelow(giver, LEAST_WEIGHT)) {
                continue;
            }
            effort.spend(giver.movableTypes().elementSet().size());
            giver.movableTypes().elementSet().stream()
                    .filter(taker.node().types()::contains)
                    .mapToDouble(type -> gain(giver, taker, type))
                    .max()
                    .ifPresent(gain -> offers.add(new Offer(giver, gain)));
        }
        offers.sort(Comparator.comparingDouble(offer -> -offer.gain()));
        return offers.stream().map(Offer::giver).toList();
    }

    /**
     * Returns the difference between the giver's and the taker's children of a type, each relative to the node's
     * capacity.
     */
    private static double gain(NodeLoad giver, NodeLoad taker, String type) {
        return (double) giver.ofType(type) / giver.capacity() - (double) taker.ofType(type) / taker.capacity();
    }

    private @Nullable ChildAssessment best(NodeLoad giver, NodeLoad taker) {
        Best best = new Best(giver, taker);
        for (NavigableMap<Integer, NavigableMap<String, ChildAssessment>> weights :
                giver.kinds().demands()) {
            effort.spend(1);
            ChildAssessment any = weights.firstEntry().getValue().firstEntry().getValue();
            if (Obstacle.of(taker.node(), any) == Obstacle.POSSIBLE) {
                best.lookAt(weights);
            }
        }
        for (ChildAssessment c : giver.movableOfGroups()) {
            effort.spend(1);
            if (taker.staysBelow(giver, c.weight())
                    && Obstacle.of(taker.node(), c) == Obstacle.POSSIBLE
                    && loads.isSpreadAsWell(c.child(), taker.node(), giver.node())) {
                best.lookAt(c);
            }
        }
        return best.child;
    }

    /**
     * The search for the best child of one node for another node: a child that leaves the fuller of the two the least
     * full comes first.
     */
    private final class Best {
        private final NodeLoad giver;
        private final NodeLoad taker;
        private @Nullable ChildAssessment child;

        Best(NodeLoad giver, NodeLoad taker) {
            this.giver = giver;
            this.taker = taker;
        }

        /** Looks at children of one demand, which the taker is right for. */
        void lookAt(NavigableMap<Integer, NavigableMap<String, ChildAssessment>> weights) {
            for (Map.Entry<Integer, NavigableMap<String, ChildAssessment>> same : weights.entrySet()) {
                effort.spend(1);
                ChildAssessment any = same.getValue().firstEntry().getValue();
                if (!taker.staysBelow(giver, any.weight())) {
                    return;
                }
                if (child == null || compare(any, child) <= 0) {
                    effort.spend(same.getValue().size());
                    same.getValue().values().forEach(this::lookAt);
                }
            }
        }

        void lookAt(ChildAssessment c) {
            if (Obstacle.ofRoom(taker, c.child()) == Obstacle.POSSIBLE
                    && loads.quota().allows(c, taker.node())
                    && (child == null || isBetter(c, child))) {
                child = c;
            }
        }

        private boolean isBetter(ChildAssessment c, ChildAssessment than) {
            int order = compare(c, than);
            return order < 0 || (order == 0 && score(c) > score(than));
        }

        /** Compares two children without regard to their ids; negative if the first is better. */
        private int compare(ChildAssessment a, ChildAssessment b) {
            int fuller = a.weight() == b.weight() ? 0 : Double.compare(fuller(a.weight()), fuller(b.weight()));
            return fuller != 0 ? fuller : Double.compare(gain(b), gain(a));
        }

        private double gain(ChildAssessment c) {
            return LoadRound.gain(giver, taker, c.child().type());
        }

        /** Returns the load of the fuller of the two nodes after the move. */
        private double fuller(int weight) {
            return Math.max(
                    (double) (giver.steady() - weight) / giver.capacity(),
                    (double) (taker.steady() + weight) / taker.capacity());
        }

        private long score(ChildAssessment c) {
            return Rendezvous.score(Rendezvous.hash(c.id()), taker.hash());
        }
    }
}

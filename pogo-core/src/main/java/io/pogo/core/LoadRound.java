package io.pogo.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * While a child makes its node fuller than it would make another, it is moved there: from the fullest node that can give one to the
 * least full that can take it, and of several equally full ones from that which has the most of a type that the other lacks. Each
 * move makes the fuller of the two less full.
 */
final class LoadRound implements Balance.Round {
    private static final int LEAST_WEIGHT = 1;

    private final Loads loads;

    LoadRound(Loads loads) {
        this.loads = loads;
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

    private Optional<Balance.Change> fromOneOf(List<NodeLoad> givers, List<NodeLoad> takers) {
        for (NodeLoad taker : takers) {
            if (NodeLoad.compare(taker, givers.get(0)) >= 0) {
                break;
            }
            for (NodeLoad giver : byGain(givers, taker)) {
                Case child = best(giver, taker);
                if (child != null) {
                    return Optional.of(Balance.Change.move(giver, taker, child));
                }
            }
        }
        return Optional.empty();
    }

    /** Those that have something for the taker, first those that even out the types the most. */
    private static List<NodeLoad> byGain(List<NodeLoad> givers, NodeLoad taker) {
        record Offer(NodeLoad giver, double gain) {}
        List<Offer> offers = new ArrayList<>();
        for (NodeLoad giver : givers) {
            giver.movableTypes().elementSet().stream()
                    .filter(taker.node().types()::contains)
                    .mapToDouble(type -> gain(giver, taker, type))
                    .max()
                    .ifPresent(gain -> offers.add(new Offer(giver, gain)));
        }
        offers.sort(Comparator.comparingDouble(offer -> -offer.gain()));
        return offers.stream().map(Offer::giver).toList();
    }

    /** How much more of its share of a type the giver has than the taker. */
    private static double gain(NodeLoad giver, NodeLoad taker, String type) {
        return (double) giver.ofType(type) / giver.capacity() - (double) taker.ofType(type) / taker.capacity();
    }

    private @Nullable Case best(NodeLoad giver, NodeLoad taker) {
        if (!taker.staysBelow(giver, LEAST_WEIGHT)) {
            return null;
        }
        Case best = null;
        for (Case c : giver.movable()) {
            boolean helps = taker.staysBelow(giver, c.weight())
                    && loads.fit(c, taker) == Fit.POSSIBLE
                    && loads.isSpreadAsWell(c.child(), taker.node(), giver.node())
                    && loads.quota().allows(c, taker.node());
            if (helps && (best == null || isBetter(c, best, giver, taker))) {
                best = c;
            }
        }
        return best;
    }

    private static boolean isBetter(Case c, Case best, NodeLoad giver, NodeLoad taker) {
        if (c.weight() != best.weight()) {
            return fuller(giver, taker, c.weight()) < fuller(giver, taker, best.weight());
        }
        int gain = Double.compare(
                gain(giver, taker, c.child().type()),
                gain(giver, taker, best.child().type()));
        return gain > 0 || (gain == 0 && score(c, taker) > score(best, taker));
    }

    /** How full the fuller of the two would be. */
    private static double fuller(NodeLoad giver, NodeLoad taker, int weight) {
        return Math.max(
                (double) (giver.steady() - weight) / giver.capacity(),
                (double) (taker.steady() + weight) / taker.capacity());
    }

    private static long score(Case c, NodeLoad taker) {
        return Rendezvous.score(Rendezvous.hash(c.id()), taker.hash());
    }
}

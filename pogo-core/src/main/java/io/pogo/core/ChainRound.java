package io.pogo.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where nothing of the fullest node may run on a node with room, but something of a third node may: one child moves from the first to
 * the third, one of the same weight from there on. The shortest such chain is looked for. Children of spread groups take no part.
 */
final class ChainRound implements Balance.Round {
    private final Loads loads;

    ChainRound(Loads loads) {
        this.loads = loads;
    }

    @Override
    public Optional<Balance.Change> next(int mostMoves) {
        List<NodeLoad> nodes = new ArrayList<>(loads.active());
        nodes.sort(Collections.reverseOrder(NodeLoad::compare));
        if (nodes.isEmpty() || mostMoves < 2 || !isUneven(nodes.get(nodes.size() - 1), nodes.get(0), 1)) {
            return Optional.empty();
        }
        Set<Integer> weights = new TreeSet<>();
        nodes.forEach(node -> node.kinds().keySet().forEach(kind -> weights.add(kind.weight())));
        return weights.stream()
                .flatMap(weight -> nodes.stream().map(giver -> new Search(weight, giver).run(nodes, mostMoves)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isUneven(NodeLoad taker, NodeLoad giver, int weight) {
        return taker.staysBelow(giver, weight);
    }

    /** Goes through the nodes that something of the giver's weight can get to, the nearest first. */
    private final class Search {
        private final int weight;
        private final NodeLoad giver;
        private final Map<NodeLoad, Balance.Hop> reachedBy = new HashMap<>();

        Search(int weight, NodeLoad giver) {
            this.weight = weight;
            this.giver = giver;
        }

        Optional<Balance.Change> run(List<NodeLoad> nodes, int mostMoves) {
            if (!isUneven(nodes.get(nodes.size() - 1), giver, weight)) {
                return Optional.empty();
            }
            Deque<NodeLoad> open = new ArrayDeque<>(List.of(giver));
            while (!open.isEmpty()) {
                NodeLoad from = open.remove();
                for (NodeLoad to : nodes) {
                    Case c = to == giver || reachedBy.containsKey(to) ? null : fitting(from, to);
                    if (c == null) {
                        continue;
                    }
                    reachedBy.put(to, new Balance.Hop(from, to, c));
                    if (isUneven(to, giver, weight) && Fit.ofRoom(to, c.child()) == Fit.POSSIBLE) {
                        return Optional.of(new Balance.Change(hops(to))).filter(change -> change.moves() <= mostMoves);
                    }
                    open.add(to);
                }
            }
            return Optional.empty();
        }

        private @Nullable Case fitting(NodeLoad from, NodeLoad to) {
            for (Map.Entry<NodeLoad.Kind, Case> kind : from.kinds().entrySet()) {
                Case c = kind.getValue();
                if (kind.getKey().weight() == weight
                        && Fit.of(to.node(), c) == Fit.POSSIBLE
                        && to.hasBytesFor(c.child().lockBytes())
                        && loads.quota().allows(c, to.node())) {
                    return c;
                }
            }
            return null;
        }

        private List<Balance.Hop> hops(NodeLoad last) {
            List<Balance.Hop> hops = new ArrayList<>();
            for (Balance.Hop hop = reachedBy.get(last); hop != null; hop = reachedBy.get(hop.from())) {
                hops.add(hop);
            }
            return hops;
        }
    }
}

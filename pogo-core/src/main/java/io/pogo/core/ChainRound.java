package io.pogo.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Moves children along a chain of nodes if no child of the fullest node may run on a node with room, but a child of a
 * third node may: one child moves from the first node to the third, and one of the same weight from the third to the
 * node with room. The round looks for the shortest such chain. Children of spread groups take no part.
 */
final class ChainRound implements Balance.Round {
    private final Loads loads;
    private final Effort effort;

    ChainRound(Loads loads, Effort effort) {
        this.loads = loads;
        this.effort = effort;
    }

    /** Looks for the next chain. Each weight is one place of the search. */
    @Override
    public Optional<Balance.Change> next(int mostMoves) {
        List<NodeLoad> nodes = new ArrayList<>(loads.active());
        nodes.sort(Collections.reverseOrder(NodeLoad::compare));
        if (nodes.isEmpty() || mostMoves < 2 || !isUneven(nodes.get(nodes.size() - 1), nodes.get(0), 1)) {
            return Optional.empty();
        }
        Set<Integer> weights = new TreeSet<>();
        nodes.forEach(node -> weights.addAll(node.kinds().weights()));
        Map<NodeLoad, Integer> order = new HashMap<>();
        nodes.forEach(node -> order.put(node, order.size()));
        return weights.stream()
                .filter(weight -> effort.reachesNext())
                .map(weight -> new Search(weight, nodes, order).run(mostMoves))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isUneven(NodeLoad taker, NodeLoad giver, int weight) {
        return taker.staysBelow(giver, weight);
    }

    /**
     * The search for a chain of children of one weight, from the fullest node on. A node that was reached in vain from
     * a fuller node leads to no node that is less full than a less full giver, so no node is reached twice.
     */
    private final class Search {
        private final int weight;
        private final List<NodeLoad> nodes;
        private final Map<NodeLoad, Integer> order;
        private final Set<NodeLoad> vain = new HashSet<>();
        private final Map<Demand, List<NodeLoad>> unreached = new HashMap<>();
        private Map<NodeLoad, Balance.Hop> reachedBy = new HashMap<>();
        private @Nullable NodeLoad fullest;

        Search(int weight, List<NodeLoad> nodes, Map<NodeLoad, Integer> order) {
            this.weight = weight;
            this.nodes = nodes;
            this.order = order;
        }

        Optional<Balance.Change> run(int mostMoves) {
            NodeLoad emptiest = nodes.get(nodes.size() - 1);
            effort.spend(nodes.size());
            for (NodeLoad giver : nodes) {
                if (!isUneven(emptiest, giver, weight)) {
                    continue;
                }
                boundTo(giver);
                Optional<Balance.Change> change = vain.contains(giver) ? Optional.empty() : from(giver);
                if (change.filter(found -> found.moves() <= mostMoves).isPresent()) {
                    return change;
                }
                if (change.isPresent()) {
                    forget();
                }
                vain.add(giver);
                vain.addAll(reachedBy.keySet());
            }
            return Optional.empty();
        }

        /**
         * Drops the nodes that were reached in vain if they say nothing about this giver. Givers come in the order of
         * falling steady load, but a search that was in vain for a giver with less load in all may succeed for this
         * one.
         */
        private void boundTo(NodeLoad giver) {
            if (fullest == null || NodeLoad.compareAfterTaking(giver, fullest, 0) > 0) {
                forget();
                fullest = giver;
            }
        }

        private void forget() {
            vain.clear();
            unreached.clear();
            reachedBy.clear();
        }

        /** Goes through the nodes that a child of this weight can reach from the giver, the nearest first. */
        private Optional<Balance.Change> from(NodeLoad giver) {
            reachedBy = new HashMap<>();
            Deque<NodeLoad> open = new ArrayDeque<>(List.of(giver));
            while (!open.isEmpty()) {
                for (Balance.Hop hop : hops(open.remove(), giver)) {
                    NodeLoad to = hop.to();
                    reachedBy.put(to, hop);
                    if (isUneven(to, giver, weight)
                            && Obstacle.ofRoom(to, hop.child().child()) == Obstacle.POSSIBLE) {
                        return Optional.of(new Balance.Change(hopsTo(to)));
                    }
                    open.add(to);
                }
            }
            return Optional.empty();
        }

        /** Returns a move to each node that is reached from this node and from none before, the fullest node first. */
        private Iterable<Balance.Hop> hops(NodeLoad from, NodeLoad giver) {
            SortedMap<Integer, Balance.Hop> hops = new TreeMap<>();
            for (ChildAssessment c : from.kinds().ofWeight(weight)) {
                List<NodeLoad> right =
                        unreached.computeIfAbsent(Demand.of(c.child()), demand -> new ArrayList<>(loads.rightFor(c)));
                effort.spend(1 + right.size());
                right.removeIf(to -> to == giver || vain.contains(to) || reachedBy.containsKey(to));
                for (NodeLoad to : right) {
                    ChildAssessment child = loads.quota().firstAllowed(c, from.kinds(), to.node(), effort);
                    if (child != null && to.hasBytesFor(child.child().lockBytes())) {
                        hops.putIfAbsent(order.getOrDefault(to, 0), new Balance.Hop(from, to, child));
                    }
                }
            }
            return hops.values();
        }

        private List<Balance.Hop> hopsTo(NodeLoad last) {
            List<Balance.Hop> hops = new ArrayList<>();
            for (Balance.Hop hop = reachedBy.get(last); hop != null; hop = reachedBy.get(hop.from())) {
                hops.add(hop);
            }
            return hops;
        }
    }
}

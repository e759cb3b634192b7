package io.pogo.core;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The children of one node that may be moved and are in no spread group, by kind. Children of a kind may go to the same
 * nodes and weigh the same, so the child with the lowest id stands for all, unless it has failed on a node.
 */
final class Kinds {
    private final Map<Demand, NavigableMap<Integer, NavigableMap<String, ChildAssessment>>> byDemand = new HashMap<>();
    private final Index<Integer> byWeight = new Index<>();
    private final Index<String> byType = new Index<>();

    /** The first child of each kind, by the property that the kinds have in common, and by id. */
    private static final class Index<K extends Comparable<K>> {
        private final SortedMap<K, SortedMap<String, ChildAssessment>> firsts = new TreeMap<>();

        void add(K key, ChildAssessment first) {
            firsts.computeIfAbsent(key, k -> new TreeMap<>()).put(first.id(), first);
        }

        void remove(K key, ChildAssessment first) {
            SortedMap<String, ChildAssessment> all = get(key);
            all.remove(first.id());
            if (all.isEmpty()) {
                firsts.remove(key);
            }
        }

        SortedMap<String, ChildAssessment> get(K key) {
            return firsts.getOrDefault(key, Collections.emptySortedMap());
        }
    }

    /** Returns all children, by demand, then by weight, then by id. */
    Collection<NavigableMap<Integer, NavigableMap<String, ChildAssessment>>> demands() {
        return byDemand.values();
    }

    /** Returns the weights that occur. */
    Collection<Integer> weights() {
        return byWeight.firsts.keySet();
    }

    /** Returns the first child of each kind of this weight, by id. */
    Collection<ChildAssessment> ofWeight(int weight) {
        return byWeight.get(weight).values();
    }

    /** Returns the first child of each kind of this type, by id. */
    Collection<ChildAssessment> ofType(String type) {
        return byType.get(type).values();
    }

    /** Returns all children of the same kind as this one, by id. */
    Collection<ChildAssessment> like(ChildAssessment c) {
        NavigableMap<Integer, NavigableMap<String, ChildAssessment>> weights = byDemand.get(Demand.of(c.child()));
        NavigableMap<String, ChildAssessment> same = weights == null ? null : weights.get(c.weight());
        return same == null ? List.of() : same.values();
    }

    void add(ChildAssessment c) {
        NavigableMap<String, ChildAssessment> same = byDemand.computeIfAbsent(
                        Demand.of(c.child()), demand -> new TreeMap<>())
                .computeIfAbsent(c.weight(), weight -> new TreeMap<>());
        Map.Entry<String, ChildAssessment> before = same.firstEntry();
        same.put(c.id(), c);
        if (before == null) {
            list(c);
        } else if (c.id().compareTo(before.getKey()) <= 0) {
            unlist(before.getValue());
            list(c);
        }
    }

    void remove(ChildAssessment c) {
        Demand demand = Demand.of(c.child());
        NavigableMap<Integer, NavigableMap<String, ChildAssessment>> weights = byDemand.get(demand);
        NavigableMap<String, ChildAssessment> same = weights == null ? null : weights.get(c.weight());
        if (weights == null || same == null || !same.containsKey(c.id())) {
            return;
        }
        boolean wasFirst = same.firstKey().equals(c.id());
        same.remove(c.id());
        if (wasFirst) {
            unlist(c);
        }
        if (same.isEmpty()) {
            weights.remove(c.weight());
        } else if (wasFirst) {
            list(same.firstEntry().getValue());
        }
        if (weights.isEmpty()) {
            byDemand.remove(demand);
        }
    }

    private void list(ChildAssessment first) {
        byWeight.add(first.weight(), first);
        byType.add(first.child().type(), first);
    }

    private void unlist(ChildAssessment first) {
        byWeight.remove(first.weight(), first);
        byType.remove(first.child().type(), first);
    }
}

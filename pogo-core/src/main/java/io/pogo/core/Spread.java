package io.pogo.core;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of children of each spread group on each node, and on all nodes with the same value of the group's label
 * together.
 */
final class Spread {
    private final Map<String, Multiset<String>> byNode = new HashMap<>();
    private final Map<String, Multiset<String>> byValue = new HashMap<>();

    void add(ChildAssessment c, NodeView node) {
        change(c, node, 1);
    }

    void remove(ChildAssessment c, NodeView node) {
        change(c, node, -1);
    }

    /**
     * Returns the number of others of the child's group on a node, then on all nodes with its label's value, as one
     * number: less is better. The child itself is counted at {@code at}, if that is not null.
     */
    long others(WantedChild child, NodeView node, @Nullable NodeView at) {
        return child.placement().spreadGroup().isEmpty()
                ? 0
                : ((long) onNode(child, node, at) << Integer.SIZE) | onValue(child, node, at);
    }

    int onNode(WantedChild child, NodeView node, @Nullable NodeView at) {
        Multiset<String> counts = byNode.get(child.placement().spreadGroup().orElse(""));
        int own = at != null && at.id().equals(node.id()) ? 1 : 0;
        return counts == null ? 0 : Math.max(0, counts.count(node.id()) - own);
    }

    int onValue(WantedChild child, NodeView node, @Nullable NodeView at) {
        String label = child.placement().spreadLabel().orElse(null);
        Multiset<String> counts = label == null ? null : byValue.get(key(child));
        if (label == null || counts == null) {
            return 0;
        }
        String value = value(node, label);
        int own = at != null && value(at, label).equals(value) ? 1 : 0;
        return Math.max(0, counts.count(value) - own);
    }

    private void change(ChildAssessment c, NodeView node, int by) {
        Placement placement = c.child().placement();
        if (placement.spreadGroup().isEmpty()) {
            return;
        }
        add(byNode, placement.spreadGroup().get(), node.id(), by);
        placement.spreadLabel().ifPresent(label -> add(byValue, key(c.child()), value(node, label), by));
    }

    private static void add(Map<String, Multiset<String>> all, String key, String of, int by) {
        Multiset<String> counts = all.computeIfAbsent(key, k -> HashMultiset.create());
        if (by > 0) {
            counts.add(of, by);
        } else {
            counts.remove(of, -by);
            if (counts.isEmpty()) {
                all.remove(key);
            }
        }
    }

    /**
     * Returns the key of a group and its label, which cannot be ambiguous because names have no control characters. A
     * group that is spread over several labels is counted separately for each label.
     */
    private static String key(WantedChild child) {
        return child.placement().spreadGroup().orElse("")
                + '\n'
                + child.placement().spreadLabel().orElse("");
    }

    /** Returns the label's value of a node. All nodes without the label count as one value. */
    private static String value(NodeView node, String label) {
        return node.labels().getOrDefault(label, "");
    }
}

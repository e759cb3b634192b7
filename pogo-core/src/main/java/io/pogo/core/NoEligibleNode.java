package io.pogo.core;

import io.pogo.core.NodeView.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Describes the reason why no member is right for a child. */
final class NoEligibleNode {
    private NoEligibleNode() {}

    static String takes(WantedChild child, Collection<NodeView> nodes) {
        if (nodes.isEmpty()) {
            return "the scope has no member";
        }
        if (nodes.stream().allMatch(node -> node.status() == Status.DRAINING)) {
            return "no member takes children (all are draining)";
        }
        if (nodes.stream().noneMatch(node -> node.status() == Status.ACTIVE)) {
            return "no member takes children (all are draining or unreadable)";
        }
        return ofDraining(child, nodes)
                .orElseGet(() -> ofThoseThatTakeChildren(
                        child,
                        nodes.stream()
                                .filter(node -> node.status() == Status.ACTIVE)
                                .toList()));
    }

    /** Returns the reason if some members are right for the child but are draining, or empty. */
    private static Optional<String> ofDraining(WantedChild child, Collection<NodeView> nodes) {
        String draining = nodes.stream()
                .filter(node -> node.status() == Status.DRAINING)
                .filter(node -> Obstacle.ofOffer(node.offer(), child) == Obstacle.POSSIBLE)
                .map(NodeView::id)
                .sorted()
                .collect(Collectors.joining(", "));
        return draining.isEmpty()
                ? Optional.empty()
                : Optional.of("every member that " + offers(child) + " is draining (" + draining + ")");
    }

    private static String ofThoseThatTakeChildren(WantedChild child, List<NodeView> active) {
        String type = "type \"" + child.type() + "\"";
        List<NodeView> offering = active.stream()
                .filter(node -> node.types().contains(child.type()))
                .toList();
        if (offering.isEmpty()) {
            return "no member offers " + type;
        }
        int format = child.placement().format();
        List<NodeView> reading = offering.stream()
                .filter(node -> node.offer().format() >= format)
                .toList();
        if (reading.isEmpty()) {
            return "no member that offers " + type + " is of a version that reads its spec (format " + format + ")";
        }
        return "no member that offers " + type + " has "
                + labels(child.placement().requiredLabels()) + " (there is " + present(child, reading) + ")";
    }

    /** Returns the offer that the members that are right for a child have in common, as text. */
    static String offers(WantedChild child) {
        Map<String, String> labels = child.placement().requiredLabels();
        return "offers type \"" + child.type() + "\"" + (labels.isEmpty() ? "" : " and has " + labels(labels));
    }

    static String labels(Map<String, String> labels) {
        String all = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        return (labels.size() == 1 ? "label " : "labels ") + all;
    }

    /** Returns the values that occur of the labels that a child requires, as text. */
    private static String present(WantedChild child, List<NodeView> nodes) {
        TreeSet<String> present = new TreeSet<>();
        for (NodeView node : nodes) {
            for (String label : child.placement().requiredLabels().keySet()) {
                if (node.labels().containsKey(label)) {
                    present.add(label + "=" + node.labels().get(label));
                }
            }
        }
        return present.isEmpty() ? "none" : String.join(", ", present);
    }
}

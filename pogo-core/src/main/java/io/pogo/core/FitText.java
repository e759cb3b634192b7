package io.pogo.core;

import java.util.Map;
import java.util.stream.Collectors;

/** Describes the reasons why a child is not on a node. The child is counted on no node. */
final class FitText {
    private final Loads loads;
    private final ChildAssessment about;
    private final WantedChild child;

    FitText(Loads loads, ChildAssessment about) {
        this.loads = loads;
        this.about = about;
        this.child = about.child();
    }

    /** Returns the obstacle to placing the child on a node, as text. */
    String obstacle(NodeLoad load, Obstacle fit) {
        NodeView node = load.node();
        return switch (fit) {
            case POSSIBLE -> "possible";
            case DRAINING -> "draining";
            case UNREADABLE -> "what it offers cannot be read now";
            case PINNED_ELSEWHERE -> "pinned to " + about.pinnedTo().orElse("");
            case TYPE -> "lacks type \"" + child.type() + "\"";
            case FORMAT ->
                "reads specs up to format " + node.offer().format() + ", this one has format "
                        + child.placement().format();
            case LABELS -> "lacks " + lacking(node);
            case GAVE_UP -> "gave it up (" + about.failure().map(Failure::error).orElse("") + ")";
            case COUNT -> "full: " + load.count() + " of " + Math.max(0, node.maxChildren()) + " children";
            case WEIGHT ->
                "full: weight " + load.weight() + " of " + Math.max(0, node.capacity())
                        + (about.weight() == 1 ? "" : ", and it weighs " + about.weight());
            case LOCK_BYTES -> "full: it holds as many bytes of locks as one session can";
        };
    }

    /** Returns the reason why a suspect node that could take the child does not get it. */
    String suspect() {
        return "suspect: several children of type \"" + child.type()
                + "\" failed there that run elsewhere; one at a time is tried there";
    }

    /** Returns the difference that makes one node worse or better than another, as text. */
    String difference(NodeLoad there, NodeLoad here, NodeRanking.By by, boolean isWorse) {
        return switch (by) {
            case SPREAD -> isWorse ? spread(there, here) + " there" : spread(here, there) + " here";
            case LOAD ->
                "would be " + (isWorse ? "fuller" : "less full") + ": weight " + after(there) + " there, " + after(here)
                        + " here";
            case TYPE ->
                "as full, and has " + (isWorse ? "more" : "fewer") + " of type \"" + child.type() + "\": "
                        + there.ofType(child.type()) + " there, " + here.ofType(child.type()) + " here without it";
            case HASH -> "just as good; a hash decides between equals";
        };
    }

    private String spread(NodeLoad worse, NodeLoad better) {
        String group = "spread group " + child.placement().spreadGroup().orElse("") + " has ";
        int onNode = loads.spread().onNode(child, worse.node(), null);
        if (onNode != loads.spread().onNode(child, better.node(), null)) {
            return group + number(onNode);
        }
        String label = child.placement().spreadLabel().orElse("");
        String value = worse.node().labels().getOrDefault(label, "");
        return group
                + number(loads.spread().onValue(child, worse.node(), null))
                + (value.isEmpty() ? " without label " + label : " where " + label + "=" + value);
    }

    private static String number(int count) {
        return count == 1 ? "one" : Integer.toString(count);
    }

    private String after(NodeLoad load) {
        return load.weight() + about.weight() + " of " + Math.max(0, load.node().capacity());
    }

    private String lacking(NodeView node) {
        Map<String, String> required = child.placement().requiredLabels();
        return required.entrySet().stream()
                .filter(label -> !label.getValue().equals(node.labels().get(label.getKey())))
                .map(label ->
                        NoEligibleNode.labels(Map.of(label.getKey(), label.getValue())) + has(node, label.getKey()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String has(NodeView node, String label) {
        String value = node.labels().get(label);
        return value == null ? "" : " (has " + label + "=" + value + ")";
    }
}

package io.pogo.core;

import io.pogo.Restart;
import io.pogo.core.NodeView.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Why a child cannot be placed, in a plain sentence. The planner gives it as the reason why a child is pending, and a listing on any
 * other node comes to the same one.
 */
public final class Eligibility {
    private Eligibility() {}

    /**
     * What keeps a child from being placed, as far as that is known without knowing how many children the nodes have.
     *
     * @param child the child
     * @param failure its stored failure record, if it has one; one that is void is ignored
     * @param nodes the living members
     * @param now the time, in milliseconds since the epoch
     * @return why it cannot be placed, or empty if a node may take it
     */
    public static Optional<String> obstacle(
            WantedChild child, Optional<Failure> failure, Collection<NodeView> nodes, long now) {
        return obstacle(child, failure, nodes, node -> 0, now);
    }

    /**
     * What keeps a child from being placed.
     *
     * @param child the child
     * @param failure its stored failure record, if it has one; one that is void is ignored
     * @param nodes the living members
     * @param counts how many children a member has
     * @param now the time, in milliseconds since the epoch
     * @return why it cannot be placed, or empty if a node may take it
     */
    public static Optional<String> obstacle(
            WantedChild child,
            Optional<Failure> failure,
            Collection<NodeView> nodes,
            ToIntFunction<NodeView> counts,
            long now) {
        Optional<Failure> valid = failure.filter(f -> Quarantine.concerns(f, child));
        Optional<String> own = ownObstacle(child, valid, now);
        if (own.isPresent()) {
            return own;
        }
        List<NodeView> offering = offering(child.type(), nodes);
        if (offering.isEmpty()) {
            return Optional.of(nobodyOffers(child.type(), nodes));
        }
        return noRoom(child.type(), offering, valid.filter(f -> f.retryAt() == 0), counts);
    }

    /** What keeps the child from being placed whoever is a member. */
    static Optional<String> ownObstacle(WantedChild child, Optional<Failure> failure, long now) {
        if (!child.readable()) {
            return Optional.of("its spec is unreadable");
        }
        if (child.restart() == Restart.TEMPORARY && child.started()) {
            return Optional.of("a temporary child is not run twice");
        }
        return failure.filter(f -> f.retryAt() > now)
                .map(f -> "quarantined until " + Instant.ofEpochMilli(f.retryAt()) + " after failing on " + nodes(f)
                        + ": " + f.error());
    }

    private static String nobodyOffers(String type, Collection<NodeView> nodes) {
        if (nodes.isEmpty()) {
            return "the scope has no member";
        }
        if (nodes.stream().allMatch(node -> node.status() == Status.DRAINING)) {
            return "no member takes children (all are draining)";
        }
        if (nodes.stream().noneMatch(node -> node.status() == Status.ACTIVE)) {
            return "no member takes children (all are draining or unreadable)";
        }
        return "no member offers type \"" + type + "\"";
    }

    private static Optional<String> noRoom(
            String type, List<NodeView> offering, Optional<Failure> failure, ToIntFunction<NodeView> counts) {
        long capacity = 0;
        boolean allFailed = true;
        for (NodeView node : offering) {
            if (failure.isEmpty() || !failure.get().failedOn().contains(node.id())) {
                if (counts.applyAsInt(node) < node.maxChildren()) {
                    return Optional.empty();
                }
                capacity += Math.max(0, node.maxChildren());
                allFailed = false;
            }
        }
        String failed = failure.map(f -> "failed it (" + nodes(f) + ": " + f.error() + ")")
                .orElse("");
        String full = "is full (capacity " + capacity + " in all)" + (failed.isEmpty() ? "" : " or ");
        return Optional.of("every member that offers type \"" + type + "\" " + (allFailed ? "" : full) + failed);
    }

    private static List<NodeView> offering(String type, Collection<NodeView> nodes) {
        List<NodeView> offering = new ArrayList<>(nodes.size());
        for (NodeView node : nodes) {
            if (node.status() == Status.ACTIVE && node.types().contains(type)) {
                offering.add(node);
            }
        }
        return offering;
    }

    private static String nodes(Failure failure) {
        return failure.failedOn().stream().sorted().collect(Collectors.joining(", "));
    }
}

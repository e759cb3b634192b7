package io.pogo.core;

import io.pogo.Restart;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Explains why a child cannot be placed, in a plain sentence that names its demand and the present offer. The planner
 * gives it as the reason why a child is pending, and a listing on any other node gives the same reason.
 */
public final class Eligibility {
    private Eligibility() {}

    /**
     * The present load of a member.
     *
     * @param children the number of children
     * @param weight the total weight of the children
     */
    public record Used(int children, long weight) {
        /** The load of a member without children. */
        public static final Used NOTHING = new Used(0, 0);
    }

    /**
     * Returns the reason why a child cannot be placed, as far as that is known without the loads of the nodes.
     *
     * @param child the child
     * @param failure the child's stored failure record, if it has one; a void record is ignored
     * @param nodes the living members
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the reason why it cannot be placed, or empty if a node may take it
     */
    public static Optional<String> obstacle(
            WantedChild child, Optional<Failure> failure, Collection<NodeView> nodes, long now) {
        return obstacle(child, failure, nodes, node -> Used.NOTHING, now);
    }

    /**
     * Returns the reason why a child cannot be placed.
     *
     * @param child the child
     * @param failure the child's stored failure record, if it has one; a void record is ignored
     * @param nodes the living members
     * @param used the present load of a member
     * @param now the time in milliseconds, on the clock that the state was read with
     * @return the reason why it cannot be placed, or empty if a node may take it
     */
    public static Optional<String> obstacle(
            WantedChild child,
            Optional<Failure> failure,
            Collection<NodeView> nodes,
            Function<NodeView, Used> used,
            long now) {
        Optional<Failure> valid = failure.filter(f -> Quarantine.concerns(f, child));
        Optional<String> own = ownObstacle(child, valid, now);
        if (own.isPresent()) {
            return own;
        }
        Optional<NodeView> pin = pin(child, nodes);
        Optional<Failure> counts = valid.filter(f -> !f.rest().isSet());
        return pin.isPresent()
                ? obstacle(child, counts, List.of(pin.get()), used)
                        .map(why -> "it is pinned to " + pin.get().id() + " and waits for that node: " + why)
                : obstacle(child, counts, nodes, used);
    }

    /**
     * Returns the obstacle to placing a child that does not depend on the members.
     *
     * @param child the child
     * @param failure the child's failure record, if one counts for it
     * @param now the time in milliseconds, on the clock that the record was read with
     * @return the reason why it cannot be placed, or empty if that depends on the members
     */
    public static Optional<String> ownObstacle(WantedChild child, Optional<Failure> failure, long now) {
        if (!child.readable()) {
            return Optional.of("its spec is unreadable");
        }
        if (child.desired() != Desired.RUNNING) {
            return Optional.of(
                    child.desired() == Desired.PAUSED ? "it is paused" : "it is completed and not run again");
        }
        if (child.restart() == Restart.TEMPORARY && child.started()) {
            return Optional.of("a temporary child is not run twice");
        }
        return failure.filter(f -> f.rest().lasts(now))
                .map(f -> f.rest().text() + " after failing on " + nodes(f) + ": " + f.error());
    }

    private static Optional<NodeView> pin(WantedChild child, Collection<NodeView> nodes) {
        return child.placement()
                .pin()
                .flatMap(pin -> nodes.stream()
                        .filter(node -> node.id().equals(pin.nodeId()) && pin.binds(node))
                        .findFirst());
    }

    private static Optional<String> obstacle(
            WantedChild child, Optional<Failure> failure, Collection<NodeView> nodes, Function<NodeView, Used> used) {
        List<NodeView> right = nodes.stream()
                .filter(node -> Obstacle.ofOffer(node, child) == Obstacle.POSSIBLE)
                .toList();
        return right.isEmpty() ? Optional.of(NoEligibleNode.takes(child, nodes)) : noRoom(child, right, failure, used);
    }

    private static Optional<String> noRoom(
            WantedChild child, List<NodeView> right, Optional<Failure> failure, Function<NodeView, Used> used) {
        List<NodeView> willing = right.stream()
                .filter(node -> failure.isEmpty() || !failure.get().failedOn().contains(node.id()))
                .toList();
        String every = "every member that " + NoEligibleNode.offers(child) + " ";
        String failed = failure.filter(f -> willing.size() < right.size())
                .map(f -> "failed it (" + nodes(f) + ": " + f.error() + ")")
                .orElse("");
        if (willing.isEmpty()) {
            return Optional.of(every + failed);
        }
        if (willing.stream().anyMatch(node -> hasRoom(node, used.apply(node), child))) {
            return Optional.empty();
        }
        return Optional.of(every + full(child, willing) + (failed.isEmpty() ? "" : " or " + failed));
    }

    private static boolean hasRoom(NodeView node, Used used, WantedChild child) {
        return used.children() < node.maxChildren()
                && used.weight() + child.placement().weight() <= node.capacity();
    }

    private static String full(WantedChild child, List<NodeView> willing) {
        int weight = child.placement().weight();
        int largest = willing.stream().mapToInt(NodeView::capacity).max().orElse(0);
        if (weight > Math.max(1, largest)) {
            return "is too small for its weight of " + weight + " (the largest capacity is " + largest + ")";
        }
        long capacity =
                willing.stream().mapToLong(node -> Math.max(0, node.capacity())).sum();
        long children = willing.stream()
                .mapToLong(node -> Math.max(0, node.maxChildren()))
                .sum();
        return "is full (" + (weight == 1 ? "" : "its weight is " + weight + ", ") + "capacity " + capacity
                + (children == capacity ? "" : " and " + children + " children") + " in all)";
    }

    static String nodes(Failure failure) {
        return String.join(", ", new TreeSet<>(failure.failedOn()));
    }
}

package io.pogo.examples.demo;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The parent's state, built from the events; owned by its one loop. */
final class DemoState {
    private static final int RECENT = 200;

    private final Map<String, NodeStatus> nodes = new LinkedHashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Map<String, ServiceStatus> services = new LinkedHashMap<>();
    private final Map<EventType, Integer> counts = new EnumMap<>(EventType.class);
    private final Deque<NodeEvent> recent = new ArrayDeque<>();
    private Optional<String> failure = Optional.empty();

    DemoState(Collection<String> nodeIds, Collection<String> serviceIds) {
        nodeIds.forEach(node -> nodes.put(node, NodeStatus.STARTING));
        serviceIds.forEach(id -> services.put(id, ServiceStatus.unwatched(id)));
    }

    /**
     * Takes an event in.
     *
     * @return true if the event is news that should be shown
     */
    boolean apply(NodeEvent event) {
        boolean firstAnswer = services.containsKey(event.subject())
                && services.get(event.subject()).answer().isEmpty();
        boolean news = switch (event.type()) {
            case JOINED -> join(event);
            case LEFT -> leave(event.node());
            case KILLED -> kill(event.node());
            case STARTED, TAKEOVER, MOVED -> update(event, service -> service.started(event));
            case STOPPED, CRASHED, GAVE_UP, LOCK_LOST -> update(event, service -> service.stopped(event));
            case UP, DOWN, CHECKED -> update(event, service -> service.checked(event));
            case STUCK -> true;
            case FAILED -> fail(event);
        };
        boolean shown = news && event.type().shown();
        if (shown) {
            counts.merge(event.type(), 1, Integer::sum);
            remember(event, firstAnswer);
        }
        return shown;
    }

    /** The node's process has been started again. */
    void restarting(String node) {
        nodes.put(node, NodeStatus.STARTING);
    }

    Set<String> nodes() {
        return nodes.keySet();
    }

    NodeStatus status(String node) {
        return nodes.getOrDefault(node, NodeStatus.LEFT);
    }

    boolean isRunning(String node) {
        return status(node) == NodeStatus.RUNNING;
    }

    Collection<ServiceStatus> services() {
        return services.values();
    }

    List<ServiceStatus> servicesOf(String node) {
        return services.values().stream()
                .filter(service -> service.isOwnedBy(node))
                .toList();
    }

    boolean allRun() {
        return services.values().stream().allMatch(service -> service.owner().isPresent());
    }

    boolean noneRuns() {
        return services.values().stream().allMatch(service -> service.owner().isEmpty());
    }

    /** The last events that a screen should have, the newest last. */
    List<NodeEvent> recent() {
        return List.copyOf(recent);
    }

    int count(EventType type) {
        return counts.getOrDefault(type, 0);
    }

    /** Returns the reason why a node could not join, if there was such a node. */
    Optional<String> failure() {
        return failure;
    }

    /** Records that a node has joined, if it has reported so itself; the reports of the others come in any order. */
    private boolean join(NodeEvent event) {
        boolean itself = event.detail().isEmpty();
        if (itself) {
            nodes.put(event.node(), NodeStatus.RUNNING);
        }
        return itself && members.add(event.node());
    }

    private boolean leave(String node) {
        nodes.replace(node, NodeStatus.RUNNING, NodeStatus.LEFT);
        return members.remove(node);
    }

    private boolean kill(String node) {
        nodes.put(node, NodeStatus.KILLED);
        services.replaceAll((id, service) -> service.isOwnedBy(node) ? ServiceStatus.unwatched(id) : service);
        return true;
    }

    private boolean update(NodeEvent event, UnaryOperator<ServiceStatus> change) {
        services.compute(
                event.subject(), (id, before) -> change.apply(before == null ? ServiceStatus.unwatched(id) : before));
        return true;
    }

    private boolean fail(NodeEvent event) {
        failure = failure.or(() ->
                Optional.of(event.node() + " could not join: " + event.detail().replaceAll("[.]?$", ".")));
        return true;
    }

    /** Adds an event to the recent ones, except for the first answer of a service: on a small screen it is no news. */
    private void remember(NodeEvent event, boolean firstAnswer) {
        if (event.type() != EventType.UP || !firstAnswer) {
            recent.addLast(event);
        }
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
    }
}

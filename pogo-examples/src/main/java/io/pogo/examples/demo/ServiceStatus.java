package io.pogo.examples.demo;

import java.time.Instant;
import java.util.Optional;

/**
 * The status of a service.
 *
 * @param id the child's id, which is the service's URL
 * @param owner the node whose child watches it, or empty
 * @param up true if it answered its latest check
 * @param answer the answer to that check; empty before the first
 * @param time the time of that check
 */
record ServiceStatus(String id, Optional<String> owner, boolean up, String answer, Instant time) {
    /** A service that no child watches. */
    static ServiceStatus unwatched(String id) {
        return new ServiceStatus(id, Optional.empty(), false, "", Instant.EPOCH);
    }

    boolean isOwnedBy(String node) {
        return owner.equals(Optional.of(node));
    }

    /** Returns the status after its child has started on the event's node. */
    ServiceStatus started(NodeEvent event) {
        return new ServiceStatus(id, Optional.of(event.node()), false, "", event.time());
    }

    /** Returns the status after its child has ended on the event's node; another node's child may run already. */
    ServiceStatus stopped(NodeEvent event) {
        return isOwnedBy(event.node()) ? unwatched(id) : this;
    }

    /** Returns the status after a check by its child. */
    ServiceStatus checked(NodeEvent event) {
        boolean now = event.type() == EventType.UP || (event.type() == EventType.CHECKED && up);
        return isOwnedBy(event.node()) ? new ServiceStatus(id, owner, now, event.detail(), event.time()) : this;
    }
}

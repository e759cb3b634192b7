package io.pogo.examples.demo;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a service stands.
 *
 * @param id the child's id, which is the service's URL
 * @param owner the node whose child watches it, or empty
 * @param up whether it answered when it was last looked at
 * @param answer what it answered then; empty before the first time
 * @param time when that was
 */
record ServiceStatus(String id, Optional<String> owner, boolean up, String answer, Instant time) {
    /** A service that no child watches. */
    static ServiceStatus unwatched(String id) {
        return new ServiceStatus(id, Optional.empty(), false, "", Instant.EPOCH);
    }

    boolean isOwnedBy(String node) {
        return owner.equals(Optional.of(node));
    }

    /** After its child has started on the event's node. */
    ServiceStatus started(NodeEvent event) {
        return new ServiceStatus(id, Optional.of(event.node()), false, "", event.time());
    }

    /** After its child has ended there; another node's child may run already. */
    ServiceStatus stopped(NodeEvent event) {
        return isOwnedBy(event.node()) ? unwatched(id) : this;
    }

    /** After its child has looked at it. */
    ServiceStatus checked(NodeEvent event) {
        boolean now = event.type() == EventType.UP || (event.type() == EventType.CHECKED && up);
        return isOwnedBy(event.node()) ? new ServiceStatus(id, owner, now, event.detail(), event.time()) : this;
    }
}

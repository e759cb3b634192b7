package io.pogo.core;

import java.util.Map;
import java.util.Set;

/**
 * A living member as the planner sees it.
 *
 * @param id the node's id
 * @param session the ZooKeeper session under which the node is a member now; an assignment to another session of it is
 *     void
 * @param status the member's readiness to take children
 * @param offer the member's offer to children; {@link Offer#UNKNOWN} while unreadable
 */
public record NodeView(String id, long session, Status status, Offer offer) {
    /** The readiness of a member to take children. */
    public enum Status {
        /** The member takes children and keeps those that it has. */
        ACTIVE,
        /** The member gives its children away. */
        DRAINING,
        /** The member lives, but its offer cannot be read: it keeps its children and gets no new ones. */
        UNREADABLE
    }

    /**
     * Returns a member that lives, and of which nothing else is known.
     *
     * @param id the node's id
     * @param session the node's session
     * @return an unreadable member
     */
    public static NodeView unreadable(String id, long session) {
        return new NodeView(id, session, Status.UNREADABLE, Offer.UNKNOWN);
    }

    /** {@return the child types that it offers} */
    public Set<String> types() {
        return offer.types();
    }

    /** {@return the node's labels} */
    public Map<String, String> labels() {
        return offer.labels();
    }

    /** {@return the largest number of children that it takes} */
    public int maxChildren() {
        return offer.maxChildren();
    }

    /** {@return the largest total weight of children that it takes} */
    public int capacity() {
        return offer.capacity();
    }
}

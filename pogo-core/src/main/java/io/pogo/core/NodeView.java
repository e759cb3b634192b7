package io.pogo.core;

import java.util.Map;
import java.util.Set;

/**
 * A living member as the planner sees it.
 *
 * @param id the node's id
 * @param session the ZooKeeper session under which it is a member now; an assignment made to another session of it is
 *     void
 * @param status whether it takes children
 * @param offer what it offers to them; {@link Offer#UNKNOWN} while unreadable
 */
public record NodeView(String id, long session, Status status, Offer offer) {
    /** Whether a member takes children. */
    public enum Status {
        /** It takes children and keeps those that it has. */
        ACTIVE,
        /** It gives its children away. */
        DRAINING,
        /** It lives, but what it offers cannot be read: it keeps what it has and gets nothing new. */
        UNREADABLE
    }

    /**
     * A member that lives, and that nothing else is known of.
     *
     * @param id the node's id
     * @param session its session
     * @return an unreadable member
     */
    public static NodeView unreadable(String id, long session) {
        return new NodeView(id, session, Status.UNREADABLE, Offer.UNKNOWN);
    }

    /** {@return the child types that it offers} */
    public Set<String> types() {
        return offer.types();
    }

    /** {@return its labels} */
    public Map<String, String> labels() {
        return offer.labels();
    }

    /** {@return how many children it takes at most} */
    public int maxChildren() {
        return offer.maxChildren();
    }

    /** {@return how much weight it takes at most} */
    public int capacity() {
        return offer.capacity();
    }
}

package io.pogo.core;

import java.util.Set;

/**
 * A living member as the planner sees it.
 *
 * @param id the node's id
 * @param session the ZooKeeper session under which it is a member now; an assignment made to another session of it is void
 * @param status whether it takes children
 * @param types the child types that it offers; empty while unreadable
 * @param capacity the most children that it takes
 */
public record NodeView(String id, long session, Status status, Set<String> types, int capacity) {
    /** Whether a member takes children. */
    public enum Status {
        /** It takes children and keeps those that it has. */
        ACTIVE,
        /** It gives its children away. */
        DRAINING,
        /** It lives, but what it offers cannot be read: it keeps what it has and gets nothing new. */
        UNREADABLE
    }
}

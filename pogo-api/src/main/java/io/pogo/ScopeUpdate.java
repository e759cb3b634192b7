package io.pogo;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a watch of a scope has seen, see {@link ScopeView#watch}: everything at first, then what has changed, children
 * that went through several states between two looks only as they are now.
 *
 * @param kind what the rest means
 * @param children all children, or those that have changed, ordered by id
 * @param gone the ids of children that were there and are not any more; empty in a snapshot
 * @param members the members as they are now, all of them, ordered by id
 * @param rebalancingPaused whether {@link ScopeClient#pauseRebalancing} is in force
 */
public record ScopeUpdate(
        Kind kind, List<ChildInfo> children, Set<String> gone, List<MemberInfo> members, boolean rebalancingPaused) {
    /** What an update tells. */
    public enum Kind {
        /** Everything, whatever was told before: at the beginning, and when the connection is back. */
        SNAPSHOT,
        /** What is different from what was told before. */
        CHANGE,
        /**
         * The connection to ZooKeeper is away; what was told before may be out of date. The rest of the update is
         * empty.
         */
        DISCONNECTED
    }

    /**
     * Copies the collections.
     *
     * @param kind what the rest means
     * @param children the children, copied
     * @param gone the ids, copied
     * @param members the members, copied
     * @param rebalancingPaused whether rebalancing is paused
     */
    public ScopeUpdate {
        children = List.copyOf(children);
        gone = Collections.unmodifiableSet(new HashSet<>(gone)); // Set.copyOf is slow with many ids that are alike.
        members = List.copyOf(members);
    }
}

package io.pogo;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An update of a watch, see {@link ScopeView#watch}: everything at first, then the changes. A child that went through
 * several states between two updates is shown only in its present state.
 *
 * @param kind the kind of update, which decides what the other components mean
 * @param children all children, or those that have changed, ordered by id
 * @param gone the ids of children that no longer exist; empty in a snapshot
 * @param members all members in their present state, ordered by id
 * @param rebalancingPaused true if {@link ScopeClient#pauseRebalancing} is in force
 */
public record ScopeUpdate(
        Kind kind, List<ChildInfo> children, Set<String> gone, List<MemberInfo> members, boolean rebalancingPaused) {
    /** The kind of an update. */
    public enum Kind {
        /**
         * The complete state, which replaces all earlier updates: sent at the beginning, and when the connection is
         * back.
         */
        SNAPSHOT,
        /** The differences from the earlier updates. */
        CHANGE,
        /** The connection to ZooKeeper is lost; earlier updates may be out of date. The rest of the update is empty. */
        DISCONNECTED
    }

    /**
     * Copies the collections.
     *
     * @param kind the kind of update, which decides what the other components mean
     * @param children the children, copied
     * @param gone the ids, copied
     * @param members the members, copied
     * @param rebalancingPaused true if rebalancing is paused
     */
    public ScopeUpdate {
        children = List.copyOf(children);
        gone = Collections.unmodifiableSet(new HashSet<>(gone)); // Set.copyOf is slow with many ids that are alike.
        members = List.copyOf(members);
    }
}

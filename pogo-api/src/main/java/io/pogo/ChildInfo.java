package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * The state of one child, as a listing shows it.
 *
 * @param id the child's id
 * @param type the child type, or an empty string where the stored spec cannot be read
 * @param state the child's state
 * @param node the node that has it, or null
 * @param fencingToken the token of its owner, or 0 while it has no owner
 * @param incarnation the number of times that its owner has run it, counted from 1; 0 while it has no owner, and in a
 *     global listing while it is stuck. Nodes other than the owner know it from the failure record, so there it is
 *     above 1 only for as long as a crash is remembered, and counts the next run of a child that is {@code RESTARTING}
 * @param revision the revision of its spec; it rises when the child is updated, restarted or resumed. 0 if the spec is
 *     gone or unreadable
 * @param reason the reason why it is pending, failed or stuck, or the number of its crashes and its last error; null if
 *     nothing is wrong
 * @param set the declared set that the child belongs to, or null if it is loose or its spec is gone or unreadable
 */
public record ChildInfo(
        String id,
        String type,
        ChildState state,
        @Nullable String node,
        long fencingToken,
        int incarnation,
        int revision,
        @Nullable String reason,
        @Nullable String set) {
    /**
     * Creates the state of a child that belongs to no set.
     *
     * @param id the child's id
     * @param type the child type
     * @param state the child's state
     * @param node the node that has it, or null
     * @param fencingToken the token of its owner, or 0
     * @param incarnation the number of times that its owner has run it
     * @param revision the revision of its spec
     * @param reason the reason why it is pending, failed or stuck, or null
     */
    public ChildInfo(
            String id,
            String type,
            ChildState state,
            @Nullable String node,
            long fencingToken,
            int incarnation,
            int revision,
            @Nullable String reason) {
        this(id, type, state, node, fencingToken, incarnation, revision, reason, null);
    }

    /**
     * Returns this state with another reason.
     *
     * @param otherReason the reason, or null
     * @return the state
     */
    public ChildInfo withReason(@Nullable String otherReason) {
        return new ChildInfo(id, type, state, node, fencingToken, incarnation, revision, otherReason, set);
    }

    /**
     * Returns this state with the set that the child belongs to.
     *
     * @param itsSet the set, or null
     * @return the state
     */
    public ChildInfo withSet(@Nullable String itsSet) {
        return new ChildInfo(id, type, state, node, fencingToken, incarnation, revision, reason, itsSet);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id).append(' ').append(state);
        if (node != null) {
            text.append(" on ").append(node);
        }
        if (fencingToken != 0) {
            text.append(" token 0x").append(Long.toHexString(fencingToken));
        }
        if (reason != null) {
            text.append(" (").append(reason).append(')');
        }
        return text.toString();
    }
}

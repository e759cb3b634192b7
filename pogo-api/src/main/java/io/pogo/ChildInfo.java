package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * What a listing says of one child.
 *
 * @param id the child's id
 * @param type the child type, or an empty string where the stored spec cannot be read
 * @param state where it stands
 * @param node the node that has it, or null
 * @param fencingToken the token of its owner, or 0 while nobody owns it
 * @param incarnation how many times its owner has run it, counted from 1; 0 while nobody owns it, and in a global
 *     listing while it is stuck. On other nodes than the owner it is known from the failure record, so it is above 1
 *     only for as long as a crash is remembered there, and counts the next run of a child that is {@code RESTARTING}
 * @param revision of its spec; it rises when the child is updated, restarted or resumed. 0 where the spec is gone or
 *     unreadable
 * @param reason why it is pending, failed or stuck, or how often it has crashed and its last error; null when nothing
 *     is wrong
 */
public record ChildInfo(
        String id,
        String type,
        ChildState state,
        @Nullable String node,
        long fencingToken,
        int incarnation,
        int revision,
        @Nullable String reason) {

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

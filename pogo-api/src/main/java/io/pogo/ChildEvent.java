package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a child on this node.
 *
 * @param type what happened
 * @param childId the child
 * @param nodeId this node
 * @param fencingToken the token under which it runs or ran here, 0 where it never got that far
 * @param incarnation which of the runs under that token it is about, from 1
 * @param detail the start reason, the error, or why it stopped; null where there is nothing to add
 */
public record ChildEvent(
        Type type,
        String childId,
        String nodeId,
        long fencingToken,
        int incarnation,
        @Nullable String detail) {
    /** What can happen to a child on a node. */
    public enum Type {
        /** It runs; the detail is the {@link StartReason}. */
        STARTED,
        /** It ended with an exception, or could not be started. */
        CRASHED,
        /** It ended normally by itself. */
        COMPLETED,
        /** It has ended because it was asked to. */
        STOPPED,
        /** It did not end within its shutdown time; its lock is kept. */
        STUCK,
        /** It crashed too often here; this node lets go and the planner tries another. */
        GAVE_UP,
        /** Its lock was lost; it has been asked to stop. */
        LOCK_LOST
    }
}

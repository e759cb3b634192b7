package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a child on this node. In the order in which they happen, where nothing goes wrong:
 * {@link Type#ASSIGNED}, {@link Type#OWNED}, {@link Type#STARTED}, {@link Type#STOPPING}, {@link Type#STOPPED},
 * {@link Type#RELEASED}.
 *
 * <p>More types may come with later versions; let a {@code switch} over them have a default.
 *
 * @param type what happened
 * @param childId the child
 * @param nodeId this node
 * @param fencingToken the token under which it runs or ran here, 0 where it never got that far
 * @param incarnation which of the runs under that token it is about, from 1
 * @param detail the reason, as each type says; null where there is nothing to add
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
        /** This node was given it, and waits for its lock; the detail is the {@link StartReason}. */
        ASSIGNED,
        /** This node holds its lock; from now on there is a fencing token. */
        OWNED,
        /** It runs; the detail is the {@link StartReason}. */
        STARTED,
        /** It ended with an exception, or could not be started; the detail is the error. */
        CRASHED,
        /** It ended normally by itself. */
        COMPLETED,
        /** It has ended by itself and is run again here; the detail is the pause before that. */
        RESTARTING,
        /** It has been up for a whole period since it crashed; what was counted is forgotten. */
        RECOVERED,
        /** It was asked to stop; the detail says why. */
        STOPPING,
        /** It has ended because it was asked to. */
        STOPPED,
        /** It did not end within its shutdown time; its lock is kept; the detail says more. */
        STUCK,
        /** It crashed too often here; this node lets go and the planner tries another; the detail is the last error. */
        GAVE_UP,
        /** Its lock was lost; it has been asked to stop; the detail says why. */
        LOCK_LOST,
        /**
         * Its lock is released, or was lost: nothing of it runs here, and another node may run it. The last event of
         * each assignment.
         */
        RELEASED
    }

    /** A line for people, such as {@code STARTED c1 on node-a token 0x2a run 1 (TAKEOVER)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(type)
                .append(' ')
                .append(childId)
                .append(" on ")
                .append(nodeId);
        if (fencingToken != 0) {
            text.append(" token 0x").append(Long.toHexString(fencingToken));
            text.append(" run ").append(incarnation);
        }
        if (detail != null) {
            text.append(" (").append(detail).append(')');
        }
        return text.toString();
    }
}

package io.pogo;

import org.jspecify.annotations.Nullable;

/**
 * An event of a child on this node. The types of a run without errors, in their order: {@link Type#ASSIGNED},
 * {@link Type#OWNED}, {@link Type#STARTED}, {@link Type#STOPPING}, {@link Type#STOPPED}, {@link Type#RELEASED}.
 *
 * <p>Later versions may add types; give a {@code switch} over them a default.
 *
 * @param type the type of the event
 * @param childId the id of the child
 * @param nodeId the id of this node
 * @param fencingToken the token under which the child runs or ran here, 0 if it never had the lock here
 * @param incarnation the number of the run under that token, counted from 1
 * @param detail the detail that each type defines, such as a reason or an error; null if there is none
 */
public record ChildEvent(
        Type type,
        String childId,
        String nodeId,
        long fencingToken,
        int incarnation,
        @Nullable String detail) {
    /** The type of an event. */
    public enum Type {
        /**
         * The planner assigned the child to this node, which waits for its lock; the detail is the {@link StartReason}.
         */
        ASSIGNED,
        /** The node holds the child's lock; from now on there is a fencing token. */
        OWNED,
        /** The child runs; the detail is the {@link StartReason}. */
        STARTED,
        /** The run ended with an exception, or could not be started; the detail is the error. */
        CRASHED,
        /** The run ended normally by itself. */
        COMPLETED,
        /** The child has ended by itself and is run again here; the detail is the pause before that. */
        RESTARTING,
        /** The child has been up for a whole restart period since it crashed; the counted crashes are forgotten. */
        RECOVERED,
        /** The child was asked to stop; the detail is the reason. */
        STOPPING,
        /** The child has ended because it was asked to; the detail is the exception that it threw then, if any. */
        STOPPED,
        /** The child did not end within its shutdown time; its lock is kept; the detail says more. */
        STUCK,
        /**
         * The child crashed too often here; this node gives it up and the planner tries another; the detail is the last
         * error.
         */
        GAVE_UP,
        /** The child's lock was lost, and the child has been asked to stop; the detail is the reason. */
        LOCK_LOST,
        /**
         * The child's lock is released, or was lost: nothing of the child runs here, and another node may run it. The
         * last event of each assignment.
         */
        RELEASED
    }

    /** Returns a readable line, such as {@code STARTED c1 on node-a token 0x2a run 1 (TAKEOVER)}. */
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

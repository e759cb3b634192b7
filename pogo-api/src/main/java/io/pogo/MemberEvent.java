package io.pogo;

/**
 * A change of the scope's members, as this node's directory shows it.
 *
 * @param type the type of the event
 * @param nodeId the id of the member
 */
public record MemberEvent(Type type, String nodeId) {
    /** The type of an event. */
    public enum Type {
        /** The member is present and takes children. */
        JOINED,
        /** The member gives its children away: it is about to leave, or {@link ScopeClient#drain} was called. */
        DRAINING,
        /** The member takes children again, after {@link ScopeClient#undrain}. */
        UNDRAINED,
        /**
         * Several children of a type failed on the member that run elsewhere: it gets one child of the type at a time.
         * Reported by the planner's node alone; see {@link MemberInfo#suspectTypes}.
         */
        SUSPECT,
        /** The member is no longer suspect for a type. Reported by the planner's node alone. */
        TRUSTED,
        /**
         * The member is gone. Reported at once if it was draining, else a second after it was last seen, because it may
         * only be registering again.
         */
        LEFT
    }
}

package io.pogo;

/**
 * A change of the scope's members, as this node's directory shows it.
 *
 * @param type what happened
 * @param nodeId the member
 */
public record MemberEvent(Type type, String nodeId) {
    /** What can happen to a member. */
    public enum Type {
        /** It is there and takes children. */
        JOINED,
        /** It gives its children away: it is about to leave, or {@link ScopeClient#drain} was called. */
        DRAINING,
        /** It takes children again, after {@link ScopeClient#undrain}. */
        UNDRAINED,
        /**
         * Several children of a type failed there that run elsewhere: it gets one at a time. Reported by the planner's
         * node alone; see {@link MemberInfo#suspectTypes}.
         */
        SUSPECT,
        /** The node is no longer suspect for a type. Reported by the planner's node alone. */
        TRUSTED,
        /**
         * It is gone: at once if it was draining, else a second after it was last seen, as it may only be registering
         * again.
         */
        LEFT
    }
}

package io.pogo;

/**
 * Hears what happens on this node and who joins and leaves the scope. Called one event after the other, in order, on a
 * thread that serves only the listeners of one supervisor, outside every lock: a slow listener delays other listeners
 * and nothing else, an exception is logged. Every method of the supervisor may be called from it, {@code close} too.
 */
public interface SupervisorListener {
    /**
     * A child changed on this node.
     *
     * @param event what happened
     */
    default void onChild(ChildEvent event) {}

    /**
     * A member joined, began to drain, or left. For the scope's members at the start an event each is sent too.
     *
     * @param event what happened
     */
    default void onMember(MemberEvent event) {}
}

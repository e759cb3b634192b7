package io.pogo;

/**
 * A listener for the events of the children on this node and of the scope's members. It is called with one event after
 * the other, in order, on a thread that serves only the listeners of one supervisor, outside every lock: a slow
 * listener delays other listeners and nothing else; an exception is logged. Every method of the supervisor may be
 * called from it, including {@code close}.
 */
public interface SupervisorListener {
    /**
     * Called when the state of a child on this node has changed.
     *
     * @param event the event
     */
    default void onChild(ChildEvent event) {}

    /**
     * Called when a member joined, began or ended its drain, became suspect or trusted again, or left. At the start,
     * one event is sent for each member of the scope.
     *
     * @param event the event
     */
    default void onMember(MemberEvent event) {}
}

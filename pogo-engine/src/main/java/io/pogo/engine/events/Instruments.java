package io.pogo.engine.events;

import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * The measurements of a node. Methods are called on the loop, return at once and do not throw: the user's registry is
 * called on another thread.
 */
public interface Instruments {
    /** The instruments of a node that is not measured. */
    Instruments NONE = new Instruments() {};

    /** Measures an event of a child of this node. */
    default void child(ChildEvent event) {}

    /** Measures the lease of the stay that begins; its margin may be requested on any thread. */
    default void lease(Supplier<Duration> margin) {}

    /** Records that this node starts or stops being the planner. */
    default void planner(boolean elected) {}

    /** Records the number of children without a place; called on the planner. */
    default void pending(int children) {}

    /** Records the number of suspect nodes, counted for each child type; called on the planner. */
    default void suspects(int nodes) {}

    /** Records how long a task waited before it ran on the loop, in nanoseconds. */
    default void lag(long nanos) {}

    /** Ends the measurements; the node has left, and reports nothing more. */
    default void close() {}

    /** Waits a short time for the end of the work that close has begun. */
    default void awaitEnd() {}

    /** The factory of the instruments of one node. */
    interface Maker {
        /** The factory of instruments that measure nothing. */
        Maker NONE = (scope, nodeId, children) -> Instruments.NONE;

        /**
         * Creates the instruments.
         *
         * @param children the children of the node; a live view
         */
        Instruments make(String scope, String nodeId, Collection<ChildInfo> children);
    }
}

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
    /** For those who do not want to know. */
    Instruments NONE = new Instruments() {};

    /** Something happened to a child of this node. */
    default void child(ChildEvent event) {}

    /** A stay begins; its lease's margin may be asked on any thread. */
    default void lease(Supplier<Duration> margin) {}

    /** This node begins or ends to be the planner. */
    default void planner(boolean elected) {}

    /** As the planner: how many children have no place. */
    default void pending(int children) {}

    /** As the planner: how many nodes are suspect, counted for each child type. */
    default void suspects(int nodes) {}

    /** A task of the loop has waited that long before it ran. */
    default void lag(long nanos) {}

    /** The node has left; nothing is told any more. */
    default void close() {}

    /** Waits a moment for what close has begun. */
    default void awaitEnd() {}

    /** Makes the instruments of one node. */
    interface Maker {
        /** Measures nothing. */
        Maker NONE = (scope, nodeId, children) -> Instruments.NONE;

        /**
         * Makes them.
         *
         * @param children the children of the node, as they are at any time
         */
        Instruments make(String scope, String nodeId, Collection<ChildInfo> children);
    }
}

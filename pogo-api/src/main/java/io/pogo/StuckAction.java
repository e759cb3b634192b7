package io.pogo;

/**
 * The action of a node for a child that ignores its interrupt when the node has also lost its ZooKeeper session, so
 * that the child's lock no longer keeps other nodes from starting it.
 */
public enum StuckAction {
    /** Reports the stuck child. Only the fencing token keeps it from doing harm beside its successor. The default. */
    REPORT,

    /**
     * Ends the JVM at once, without shutdown hooks: nothing else stops a Java thread that does not react to its
     * interrupt.
     */
    HALT
}

package io.pogo;

/**
 * What a node does about a child that ignores its interrupt when the node has also lost its ZooKeeper session, so that
 * the child's lock no longer keeps others from starting it.
 */
public enum StuckAction {
    /** Report it. Only the fencing token keeps the stuck child from doing harm beside its successor. The default. */
    REPORT,

    /**
     * End the JVM at once, without shutdown hooks: nothing else stops a Java thread that does not want to be stopped.
     */
    HALT
}

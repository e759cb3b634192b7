package io.pogo.examples.demo;

/** The status of a node, as its parent knows it. */
enum NodeStatus {
    /** The node's process has been started. */
    STARTING,
    /** The node has reported that it is a member. */
    RUNNING,
    /** The demo has killed its process. */
    KILLED,
    /** The node is no longer a member. */
    LEFT
}

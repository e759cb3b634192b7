package io.pogo.examples.demo;

/** Where a node stands, as its parent knows it. */
enum NodeStatus {
    /** Its process has been started. */
    STARTING,
    /** It has said that it is a member. */
    RUNNING,
    /** The demo has killed its process. */
    KILLED,
    /** It is no member any more. */
    LEFT
}

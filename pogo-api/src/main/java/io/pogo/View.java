package io.pogo;

/** The children that a listing covers. */
public enum View {
    /** The children that this node holds now. Answered from memory, without a request to ZooKeeper. */
    LOCAL,

    /**
     * The children of the whole scope, those with a spec and those still stopping, on any node. Read from ZooKeeper on
     * each call.
     */
    GLOBAL
}

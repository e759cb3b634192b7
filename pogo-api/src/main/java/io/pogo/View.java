package io.pogo;

/** Which children a listing covers. */
public enum View {
    /** Those that this node holds now. Answered from memory, without a request to ZooKeeper. */
    LOCAL,

    /** Those of the whole scope, wanted or still stopping, wherever they run. Read from ZooKeeper when asked. */
    GLOBAL
}

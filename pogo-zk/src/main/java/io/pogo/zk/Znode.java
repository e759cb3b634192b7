package io.pogo.zk;

import org.apache.zookeeper.data.Stat;

/** A znode as it was read. The data belongs to whoever reads it and is not changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Znode(String path, byte[] data, Stat stat) {
    long czxid() {
        return stat.getCzxid();
    }

    int version() {
        return stat.getVersion();
    }
}

package io.pogo.local.internal;

import io.pogo.engine.store.Stamp;
import java.util.TreeSet;

/** A znode of the tree. Guarded by the server that has the tree. */
final class MemoryZnode {
    final long czxid;
    final long owner;
    final long createdMillis;
    final TreeSet<String> names = new TreeSet<>();
    byte[] data;
    long mzxid;
    long modifiedMillis;
    int version;
    /** The number of children that were ever created; it numbers sequential children. */
    int creations;

    int deletions;

    MemoryZnode(byte[] data, long zxid, long owner, long millis) {
        this.data = data;
        this.czxid = zxid;
        this.mzxid = zxid;
        this.owner = owner;
        this.createdMillis = millis;
        this.modifiedMillis = millis;
    }

    Stamp stamp() {
        return new Stamp(
                czxid, mzxid, version, names.size(), creations + deletions, owner, createdMillis, modifiedMillis);
    }
}

package io.pogo.zk;

import java.util.Optional;
import org.apache.zookeeper.data.Stat;

/**
 * The {@code /owners} parent of a child as it was read: which one, and its version. The version alone would not tell one that was
 * removed and made again from the one that was read: both begin with version 0.
 *
 * @param czxid 0 if there was none
 */
record LockFolder(long czxid, int version) {
    static LockFolder of(Optional<Znode> parent) {
        return parent.map(znode -> new LockFolder(znode.czxid(), znode.version()))
                .orElse(new LockFolder(0, 0));
    }

    boolean isSame(Stat stat) {
        return stat.getCzxid() == czxid;
    }
}

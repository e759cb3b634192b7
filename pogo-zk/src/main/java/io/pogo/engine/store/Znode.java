package io.pogo.engine.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.EphemeralType;

/** A znode as it was read. The data belongs to the reader and is not changed. */
@SuppressWarnings("ArrayRecordComponent")
public // never compared
record Znode(String path, byte[] data, Stat stat) {
    private static final byte[] SEALED = new byte[0];

    /**
     * Returns the znode that was read; if the read was refused because of missing permission, a sealed znode, which
     * exists but has no readable content.
     */
    public static CompletableFuture<Optional<Znode>> orSealed(String path, CompletableFuture<Optional<Znode>> read) {
        return read.exceptionallyCompose(failure -> Failures.code(failure) == Code.NOAUTH
                ? CompletableFuture.completedFuture(Optional.of(new Znode(path, SEALED, new Stat())))
                : CompletableFuture.failedFuture(failure));
    }

    public boolean isSealed() {
        return data == SEALED;
    }

    /** Returns whether the znode lasts only as long as a session; Curator's containers do not count as ephemeral. */
    public boolean isEphemeral() {
        return isEphemeral(stat);
    }

    public boolean isPersistent() {
        return !isEphemeral(stat);
    }

    public static boolean isPersistent(Stat stat) {
        return !isEphemeral(stat);
    }

    public static boolean isEphemeral(Stat stat) {
        return stat.getEphemeralOwner() != 0 && stat.getEphemeralOwner() != EphemeralType.CONTAINER_EPHEMERAL_OWNER;
    }

    public long czxid() {
        return stat.getCzxid();
    }

    public int version() {
        return stat.getVersion();
    }
}

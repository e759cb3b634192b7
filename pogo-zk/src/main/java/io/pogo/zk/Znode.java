package io.pogo.zk;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.EphemeralType;

/** A znode as it was read. The data belongs to whoever reads it and is not changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Znode(String path, byte[] data, Stat stat) {
    private static final byte[] SEALED = new byte[0];

    /** What is shown where a read is refused for want of permission: a znode that is there, and that cannot be looked into. */
    static CompletableFuture<Optional<Znode>> orSealed(String path, CompletableFuture<Optional<Znode>> read) {
        return read.exceptionallyCompose(failure -> Failures.code(failure) == Code.NOAUTH
                ? CompletableFuture.completedFuture(Optional.of(new Znode(path, SEALED, new Stat())))
                : CompletableFuture.failedFuture(failure));
    }

    boolean isSealed() {
        return data == SEALED;
    }

    /** Whether it lives as long as a session; Curator's containers do not. */
    boolean isEphemeral() {
        return isEphemeral(stat);
    }

    boolean isPersistent() {
        return !isEphemeral(stat);
    }

    static boolean isPersistent(Stat stat) {
        return !isEphemeral(stat);
    }

    static boolean isEphemeral(Stat stat) {
        return stat.getEphemeralOwner() != 0 && stat.getEphemeralOwner() != EphemeralType.CONTAINER_EPHEMERAL_OWNER;
    }

    long czxid() {
        return stat.getCzxid();
    }

    int version() {
        return stat.getVersion();
    }
}

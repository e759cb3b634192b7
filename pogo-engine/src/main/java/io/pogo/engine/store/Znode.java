package io.pogo.engine.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A znode as it was read. The data belongs to the reader and is not changed. */
@SuppressWarnings("ArrayRecordComponent")
public // never compared
record Znode(String path, byte[] data, Stamp stamp) {
    private static final byte[] SEALED = new byte[0];

    /**
     * Returns the znode that was read; if the read was refused because of missing permission, a sealed znode, which
     * exists but has no readable content.
     */
    public static CompletableFuture<Optional<Znode>> orSealed(String path, CompletableFuture<Optional<Znode>> read) {
        return read.exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.DENIED
                ? CompletableFuture.completedFuture(Optional.of(new Znode(path, SEALED, Stamp.UNKNOWN)))
                : CompletableFuture.failedFuture(failure));
    }

    public boolean isSealed() {
        return data == SEALED;
    }

    /** Returns whether the znode lasts only as long as a session; Curator's containers do not count as ephemeral. */
    public boolean isEphemeral() {
        return stamp.isEphemeral();
    }

    public boolean isPersistent() {
        return !stamp.isEphemeral();
    }

    public long czxid() {
        return stamp.czxid();
    }

    public int version() {
        return stamp.version();
    }
}

package io.pogo.zk;

import java.util.concurrent.CompletableFuture;

/** Removes folders that hold nothing any more. */
final class Folders {
    private static final int ANY_VERSION = -1;

    private Folders() {}

    /** Removes a folder of buckets as far as it is empty; what is not empty stays. */
    static CompletableFuture<Void> removeEmpty(ZkSession session, String folder) {
        return session.children(folder)
                .thenCompose(buckets -> CompletableFuture.allOf(buckets.stream()
                        .map(bucket -> Layout.deleteIfUnchanged(session, folder + "/" + bucket, ANY_VERSION))
                        .toArray(CompletableFuture[]::new)))
                .thenCompose(done -> Layout.deleteIfUnchanged(session, folder, ANY_VERSION));
    }
}

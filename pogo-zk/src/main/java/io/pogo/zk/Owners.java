package io.pogo.zk;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/** Reads who owns a child: who has the claim, or is the first in the queue of its latch. */
final class Owners {
    private Owners() {}

    /** The owner's znode, as a list of one or none; the watcher is told when the owners change. */
    static CompletableFuture<List<Znode>> of(ZkSession session, String parent, @Nullable Watcher watcher) {
        return session.listing(parent, watcher)
                .thenCompose(listing -> listing.flatMap(queue -> first(queue.names()))
                        .map(name -> session.read(parent + "/" + name))
                        .orElse(CompletableFuture.completedFuture(Optional.empty())))
                .thenApply(znode -> znode.map(List::of).orElse(List.of()));
    }

    /** The name of the claim, or of the latch znode that leads. */
    static Optional<String> first(List<String> names) {
        if (names.contains(ScopePaths.CLAIM)) {
            return Optional.of(ScopePaths.CLAIM);
        }
        return names.stream().min(Comparator.comparing(name -> name.substring(name.lastIndexOf('-') + 1)));
    }
}

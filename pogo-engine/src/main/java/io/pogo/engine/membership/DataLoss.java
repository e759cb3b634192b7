package io.pogo.engine.membership;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.tree.Folders;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the scope which a node joins again is not the one that it has left: ZooKeeper has lost its data, or all
 * of it was deleted. Then the requested children are no longer known, and the scope would look healthy. Outlives the
 * sessions of the node. On the loop.
 */
final class DataLoss {
    private static final Logger log = LoggerFactory.getLogger(DataLoss.class);

    /** The creation of a scope's root. Transaction ids restart after a data loss, so the time is compared as well. */
    private record Birth(long czxid, long ctime) {
        static Birth of(Stamp stat) {
            return new Birth(stat.czxid(), stat.createdMillis());
        }
    }

    private final EventLoop loop;
    private final ScopePaths paths;
    private final String logPrefix;
    private final Runnable onLoss;
    private @Nullable Birth known;

    /**
     * Creates a detector that has seen no scope yet.
     *
     * @param onLoss called when this node finds a scope that was made anew, and is about to join it
     */
    DataLoss(EventLoop loop, ScopePaths paths, String logPrefix, Runnable onLoss) {
        this.loop = loop;
        this.paths = paths;
        this.logPrefix = logPrefix;
        this.onLoss = onLoss;
    }

    /**
     * Examines the scope, which must exist. If it was made anew and has no child yet, the loss is stored for all
     * members and clients to see.
     */
    CompletableFuture<Void> look(Session session) {
        return session.exists(paths.root(), null)
                .thenComposeAsync(
                        root -> root.map(Birth::of)
                                .map(found -> look(session, found))
                                .orElse(CompletableFuture.completedFuture(null)),
                        loop);
    }

    private CompletableFuture<Void> look(Session session, Birth found) {
        if (!isAnew(found)) {
            return CompletableFuture.completedFuture(null);
        }
        return record(session).thenRunAsync(() -> known = found, loop);
    }

    private boolean isAnew(Birth found) {
        Birth before = known;
        if (before == null || before.equals(found)) {
            known = found;
            return false;
        }
        onLoss.run();
        log.warn(
                "{} {} was made anew since this node was here last: the specs that it had are lost. This node asks"
                        + " for its"
                        + " initial children again; ask for the others",
                logPrefix,
                paths.root());
        return true;
    }

    private CompletableFuture<Void> record(Session session) {
        return session.children(paths.children())
                .thenCompose(buckets -> buckets.isEmpty()
                        ? Folders.ensure(session, paths.specsLost())
                        : CompletableFuture.completedFuture(null));
    }
}

package io.pogo.engine.tree;

import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.store.Znode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The removal of znodes that belong to no member from folders in which every znode belongs to a session: the planner's
 * queue and the locks of a child. Pogo creates no other znodes there; a tool that copies znodes without their type
 * does. Since LeaderLatch counts each znode in its folder, such a znode would be first for ever. A znode that belongs
 * to a session and names a node is never touched.
 */
public final class Strays {
    private static final Logger log = LoggerFactory.getLogger(Strays.class);

    private Strays() {}

    /** Removes such znodes from a folder; returns whether any was removed. */
    public static CompletableFuture<Boolean> remove(ZkSession session, String folder, String logPrefix) {
        return session.children(folder)
                .thenCompose(names -> all(names.stream()
                        .map(name -> session.read(folder + "/" + name)
                                .thenCompose(found -> remove(session, found, logPrefix)))
                        .toList()));
    }

    /** Removes everything below a znode that has no children in Pogo's layout; returns whether there was anything. */
    public static CompletableFuture<Boolean> removeBelow(ZkSession session, String path) {
        return session.children(path)
                .thenCompose(names -> all(names.stream()
                        .map(name -> removeWithAll(session, path + "/" + name))
                        .toList()));
    }

    private static CompletableFuture<Boolean> removeWithAll(ZkSession session, String path) {
        return removeBelow(session, path)
                .thenCompose(emptied -> Layout.deleteIfUnchanged(session, path, -1))
                .thenApply(deleted -> {
                    log.warn(
                            "{} {} was in the way, which Pogo does not write, and was removed",
                            session.logPrefix(),
                            path);
                    return true;
                });
    }

    /**
     * Returns whether a znode is a place in the queue or a lock of Pogo's. Each of them belongs to a session and names
     * its node from its creation on.
     */
    public static boolean isOurs(Znode znode) {
        String name = ScopePaths.lastSegment(znode.path());
        boolean isNamed = name.contains(Owners.LATCH) || name.equals(ScopePaths.CLAIM);
        return znode.isEphemeral() && isNamed && NodeIds.isValid(NodeIds.shown(znode.data()));
    }

    private static CompletableFuture<Boolean> all(List<CompletableFuture<Boolean>> removals) {
        return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
                .thenApply(done -> removals.stream().anyMatch(CompletableFuture::join));
    }

    /**
     * Removes a znode in the version that was read; one that was written since stays for the next check. Returns
     * whether it was removed.
     */
    private static CompletableFuture<Boolean> remove(ZkSession session, Optional<Znode> found, String logPrefix) {
        if (found.isEmpty() || isOurs(found.get())) {
            return CompletableFuture.completedFuture(false);
        }
        String path = found.get().path();
        return session.delete(path, found.get().version())
                .thenApply(deleted -> {
                    log.warn(
                            "{} {} belonged to no session or named no node, which Pogo does not write there, and was"
                                    + " removed",
                            logPrefix,
                            path);
                    return true;
                })
                .exceptionallyCompose(failure -> {
                    if (Failures.code(failure) == Code.NOTEMPTY) {
                        log.error(
                                "{} {} belongs to no session and is not empty; remove what is below it",
                                logPrefix,
                                path);
                    }
                    return CompletableFuture.completedFuture(false);
                });
    }
}

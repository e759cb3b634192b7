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
 * Removes what is no member's from folders in which every znode belongs to a session: the planner's queue and the locks
 * of a child. Pogo writes no other there; a tool that copies znodes without their kind does. Since LeaderLatch counts
 * each znode in its folder, such a one would stand first for ever. What belongs to a session and names a node is never
 * touched.
 */
public final class Strays {
    private static final Logger log = LoggerFactory.getLogger(Strays.class);

    private Strays() {}

    /** Removes them from a folder; says whether there were any. */
    public static CompletableFuture<Boolean> remove(ZkSession session, String folder, String logPrefix) {
        return session.children(folder)
                .thenCompose(names -> all(names.stream()
                        .map(name -> session.read(folder + "/" + name)
                                .thenCompose(found -> remove(session, found, logPrefix)))
                        .toList()));
    }

    /** Removes all that is below a znode that Pogo writes nothing below; returns whether there was anything. */
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

    /** Each place and each lock of Pogo's belongs to a session and names its node, from the moment that it is there. */
    public static boolean isOurs(Znode znode) {
        String name = ScopePaths.lastSegment(znode.path());
        boolean isNamed = name.contains(Owners.LATCH) || name.equals(ScopePaths.CLAIM);
        return znode.isEphemeral() && isNamed && NodeIds.isValid(NodeIds.shown(znode.data()));
    }

    private static CompletableFuture<Boolean> all(List<CompletableFuture<Boolean>> removals) {
        return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
                .thenApply(done -> removals.stream().anyMatch(CompletableFuture::join));
    }

    /** Only what was looked at: one that was written since stays for the next look. */
    private static CompletableFuture<Boolean> remove(ZkSession session, Optional<Znode> found, String logPrefix) {
        if (found.isEmpty() || isOurs(found.get())) {
            return CompletableFuture.completedFuture(false);
        }
        String path = found.get().path();
        return session.delete(path, found.get().version())
                .thenApply(deleted -> {
                    log.warn(
                            "{} {} belonged to no session or named no node, which Pogo does not write there, and was removed",
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

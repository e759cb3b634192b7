package io.pogo.engine.tree;

import com.google.common.collect.Lists;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.TransactionFailure;
import io.pogo.engine.store.ZkSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The creation of folders, and the removal of empty ones. */
public final class Folders {
    private static final int ANY_VERSION = -1;

    /**
     * The number of folders in one transaction. Single requests would delay the children that are taken over at the
     * same time.
     */
    private static final int TOGETHER = 100;

    private Folders() {}

    /** Creates a folder unless it exists, and the folders above it if they were removed; never the chroot. */
    public static CompletableFuture<Void> ensure(ZkSession session, String folder) {
        return Layout.createIfMissing(session, folder, new byte[0])
                .exceptionallyCompose(failure -> isAboveMissing(failure) && !folder.equals(ScopePaths.TOP)
                        ? Squatters.outOfTheWay(session, folder, CompletableFuture.<Void>failedFuture(failure))
                                .exceptionallyCompose(cleared -> ensure(session, ScopePaths.parent(folder)))
                                .thenCompose(made -> Layout.createIfMissing(session, folder, new byte[0]))
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * Creates folders, those above first, a hundred to a transaction. If a transaction is refused, because one of the
     * folders exists or one above does not, they are created one by one.
     */
    public static CompletableFuture<Void> ensureAll(ZkSession session, List<String> folders) {
        return CompletableFuture.allOf(Lists.partition(folders, TOGETHER).stream()
                .map(some -> ensureTogether(session, some))
                .toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> ensureTogether(ZkSession session, List<String> folders) {
        if (folders.size() == 1) {
            return ensure(session, folders.get(0));
        }
        List<Op> creates = folders.stream()
                .map(folder -> session.createOp(folder, new byte[0]))
                .toList();
        return session.write(creates)
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(failure -> Futures.cause(failure) instanceof TransactionFailure
                        ? CompletableFuture.allOf(folders.stream()
                                .map(folder -> ensure(session, folder))
                                .toArray(CompletableFuture[]::new))
                        : CompletableFuture.failedFuture(failure));
    }

    /** Returns whether the folder above does not exist, or is a znode that cannot have children. */
    private static boolean isAboveMissing(Throwable failure) {
        Code code = Failures.code(failure);
        return code == Code.NONODE || code == Code.NOCHILDRENFOREPHEMERALS;
    }

    /** Removes a folder of buckets as far as it is empty; folders with content stay. */
    public static CompletableFuture<Void> removeEmpty(ZkSession session, String folder) {
        return session.children(folder)
                .thenCompose(buckets -> CompletableFuture.allOf(Lists.partition(buckets, TOGETHER).stream()
                        .map(some -> removeEmpty(session, folder, some))
                        .toArray(CompletableFuture[]::new)))
                .thenCompose(done -> remove(session, folder));
    }

    /** Removes buckets together, or one by one if one of them is not empty or no longer exists. */
    private static CompletableFuture<Void> removeEmpty(ZkSession session, String folder, List<String> buckets) {
        List<String> paths =
                buckets.stream().map(bucket -> folder + "/" + bucket).toList();
        return session.write(
                        paths.stream().map(path -> Op.delete(path, ANY_VERSION)).toList())
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(failure -> Futures.cause(failure) instanceof TransactionFailure
                        ? removeEach(session, paths)
                        : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<Void> removeEach(ZkSession session, List<String> paths) {
        return CompletableFuture.allOf(
                paths.stream().map(path -> remove(session, path)).toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> remove(ZkSession session, String path) {
        return Layout.deleteIfUnchanged(session, path, ANY_VERSION);
    }
}

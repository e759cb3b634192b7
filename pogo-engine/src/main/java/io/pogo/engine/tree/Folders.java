package io.pogo.engine.tree;

import com.google.common.collect.Lists;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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
    public static CompletableFuture<Void> ensure(Session session, String folder) {
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
    public static CompletableFuture<Void> ensureAll(Session session, List<String> folders) {
        return inParts(
                folders,
                TOGETHER,
                some -> createTogether(session, some)
                        .exceptionallyCompose(failure -> Failures.isLoss(failure)
                                ? CompletableFuture.failedFuture(failure)
                                : inParts(some, 1, one -> ensure(session, one.get(0)))));
    }

    /** Creates folders that do not exist, a hundred to a transaction; a refused transaction creates none of its own. */
    public static CompletableFuture<Void> createAll(Session session, List<String> folders) {
        return inParts(folders, TOGETHER, some -> createTogether(session, some));
    }

    private static CompletableFuture<Void> createTogether(Session session, List<String> folders) {
        return session.write(folders.stream()
                        .map(folder -> Write.create(folder, new byte[0]))
                        .toList())
                .thenApply(done -> null);
    }

    private static CompletableFuture<Void> inParts(
            List<String> folders, int size, Function<List<String>, CompletableFuture<Void>> action) {
        return CompletableFuture.allOf(
                Lists.partition(folders, size).stream().map(action).toArray(CompletableFuture[]::new));
    }

    /** Returns whether the folder above does not exist, or is a znode that cannot have children. */
    private static boolean isAboveMissing(Throwable failure) {
        Refusal refusal = Failures.refusal(failure);
        return refusal == Refusal.MISSING || refusal == Refusal.CHILDLESS;
    }

    /** Removes a folder of buckets as far as it is empty; folders with content stay. */
    public static CompletableFuture<Void> removeEmpty(Session session, String folder) {
        return session.children(folder)
                .thenCompose(buckets -> inParts(buckets, TOGETHER, some -> removeEmpty(session, folder, some)))
                .thenCompose(done -> remove(session, folder));
    }

    /** Removes buckets together, or one by one if one of them is not empty or no longer exists. */
    private static CompletableFuture<Void> removeEmpty(Session session, String folder, List<String> buckets) {
        List<String> paths =
                buckets.stream().map(bucket -> folder + "/" + bucket).toList();
        return session.write(paths.stream()
                        .map(path -> Write.delete(path, ANY_VERSION))
                        .toList())
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(failure -> Futures.cause(failure) instanceof StoreFailure
                        ? removeEach(session, paths)
                        : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<Void> removeEach(Session session, List<String> paths) {
        return inParts(paths, 1, one -> remove(session, one.get(0)));
    }

    private static CompletableFuture<Void> remove(Session session, String path) {
        return Layout.deleteIfUnchanged(session, path, ANY_VERSION);
    }
}

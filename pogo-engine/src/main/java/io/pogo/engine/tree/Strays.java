package io.pogo.engine.tree;

import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /** The name of the znode that is made and removed to prove that what is above it is persistent. */
    private static final String BELOW = "/stray";

    private Strays() {}

    /**
     * Removes such znodes from a folder; returns whether the folder is to be read again, because one was removed or
     * something changed meanwhile.
     */
    public static CompletableFuture<Boolean> remove(Session session, String folder, String logPrefix) {
        return session.read(folder)
                .thenCompose(parent -> parent.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : session.children(folder)
                                .thenCompose(names -> all(names.stream()
                                        .map(name -> session.read(folder + "/" + name)
                                                .thenCompose(found -> remove(session, parent.get(), found, logPrefix)))
                                        .toList())));
    }

    /**
     * Removes this stray, if it is still there as it was read; returns whether it was. The folder must have been read
     * before the stray.
     *
     * <p>A delete may arrive late, when the stray is gone and a lock stands at its path in the same version. So the
     * transaction fails if the folder was written since it was read, as each claim does (see {@code HeldSpec}), and,
     * for a persistent stray, if what stands there now is ephemeral and cannot have children. Where the quota allows no
     * znode below the stray, the first condition has to do.
     */
    public static CompletableFuture<Boolean> remove(Session session, Znode folder, Znode stray) {
        Write unwritten = Write.check(folder.path(), folder.version());
        Write removal = Write.delete(stray.path(), stray.version());
        if (stray.isEphemeral()) {
            return isRemoved(session.write(List.of(unwritten, removal)));
        }
        String below = stray.path() + BELOW;
        return isRemoved(session.write(
                        List.of(unwritten, Write.create(below, new byte[0]), Write.delete(below, 0), removal)))
                .exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.QUOTA
                        ? isRemoved(session.write(List.of(unwritten, removal)))
                        : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<Boolean> isRemoved(CompletableFuture<List<Optional<Stamp>>> write) {
        return write.thenApply(done -> true).exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
            case MISSING, VERSION, CHILDLESS -> CompletableFuture.completedFuture(false);
            default -> CompletableFuture.failedFuture(failure);
        });
    }

    /** Removes everything below a znode that has no children in Pogo's layout; returns whether there was anything. */
    public static CompletableFuture<Boolean> removeBelow(Session session, String path) {
        return session.children(path)
                .thenCompose(names -> all(names.stream()
                        .map(name -> removeWithAll(session, path + "/" + name))
                        .toList()));
    }

    private static CompletableFuture<Boolean> removeWithAll(Session session, String path) {
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

    /** Returns whether the folder is to be read again. */
    private static CompletableFuture<Boolean> remove(
            Session session, Znode folder, Optional<Znode> found, String logPrefix) {
        if (found.isEmpty() || isOurs(found.get())) {
            return CompletableFuture.completedFuture(false);
        }
        String path = found.get().path();
        return remove(session, folder, found.get())
                .thenApply(removed -> {
                    if (removed) {
                        log.warn(
                                "{} {} belonged to no session or named no node, which Pogo does not write there, and"
                                        + " was removed",
                                logPrefix,
                                path);
                    }
                    return true;
                })
                .exceptionallyCompose(failure -> {
                    if (Failures.refusal(failure) == Refusal.NOT_EMPTY) {
                        log.error(
                                "{} {} belongs to no session and is not empty; remove what is below it",
                                logPrefix,
                                path);
                    }
                    return CompletableFuture.completedFuture(false);
                });
    }
}

package io.pogo.engine.tree;

import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The removal of ephemeral znodes from places where Pogo keeps persistent ones. Pogo creates none there, but a user or
 * another program may. Such a znode cannot have the children that belong below it, and ends with a session that is
 * unrelated to the stored data. It is removed when it prevents a write. Persistent znodes are never touched.
 *
 * <p>Between the read and the removal a persistent znode may have taken the place. No data is lost then: a folder with
 * content cannot be removed, and an empty folder, an assignment or a request is written again. A spec is not, so specs
 * are left to {@code Start}.
 */
public final class Squatters {
    private static final Logger log = LoggerFactory.getLogger(Squatters.class);

    private Squatters() {}

    /**
     * Removes the ephemeral znodes at this path and at the folders above it in the scope; returns whether there were
     * any.
     */
    public static CompletableFuture<Boolean> remove(Session session, String path) {
        List<String> places = new ArrayList<>();
        for (String place = path; place.startsWith(ScopePaths.TOP + "/"); place = ScopePaths.parent(place)) {
            places.add(place);
        }
        return removeEach(session, places);
    }

    /** Removes the ephemeral znodes at these paths; returns whether there were any. */
    public static CompletableFuture<Boolean> removeEach(Session session, Collection<String> paths) {
        List<CompletableFuture<Boolean>> removals = paths.stream()
                .map(path -> session.read(path).thenCompose(found -> removeIfAny(session, found)))
                .toList();
        return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
                .thenApply(done -> removals.stream().anyMatch(CompletableFuture::join));
    }

    /**
     * Returns the write. If an ephemeral znode prevented the write, it fails after that znode was removed, and can be
     * made again.
     */
    public static <T> CompletableFuture<T> outOfTheWay(Session session, String path, CompletableFuture<T> write) {
        return write.exceptionallyCompose(failure -> mayBeInTheWay(failure)
                ? remove(session, path).thenCompose(removed -> CompletableFuture.failedFuture(failure))
                : CompletableFuture.failedFuture(failure));
    }

    /** Returns whether a create may have been refused because of such an ephemeral znode. */
    public static boolean mayBeInTheWay(Throwable failure) {
        Refusal refusal = Failures.refusal(failure);
        return refusal == Refusal.EXISTS || refusal == Refusal.CHILDLESS;
    }

    private static CompletableFuture<Boolean> removeIfAny(Session session, Optional<Znode> found) {
        if (found.filter(Znode::isEphemeral).isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Znode squatter = found.get();
        return Layout.deleteIfUnchanged(session, squatter.path(), squatter.version())
                .thenApply(done -> {
                    log.warn(
                            "{} {} belonged to session {}, but must outlive sessions; it was removed and is made again",
                            session.logPrefix(),
                            squatter.path(),
                            Json.hex(squatter.stamp().owner()));
                    return true;
                });
    }
}

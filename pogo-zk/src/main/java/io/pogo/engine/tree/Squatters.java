package io.pogo.engine.tree;

import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes ephemeral znodes from places where Pogo keeps persistent ones. Pogo writes none there; a hand or another
 * program may. Such a znode refuses all that belongs below it, and goes with a session that has nothing to do with what
 * was stored. It is removed when it is in the way. What is persistent is never touched.
 *
 * <p>Between the look and the removal a persistent znode may have taken the place. Nothing is lost then: a folder with
 * content cannot be removed, and an empty folder, an assignment or a request is written again. A spec is not, so specs
 * are left to {@code Start}.
 */
public final class Squatters {
    private static final Logger log = LoggerFactory.getLogger(Squatters.class);

    private Squatters() {}

    /** Removes those at this path and at the folders above it in the scope; returns whether there were any. */
    public static CompletableFuture<Boolean> remove(ZkSession session, String path) {
        List<String> places = new ArrayList<>();
        for (String place = path; place.startsWith(ScopePaths.TOP + "/"); place = ScopePaths.parent(place)) {
            places.add(place);
        }
        return removeEach(session, places);
    }

    /** Removes those at these paths; returns whether there were any. */
    public static CompletableFuture<Boolean> removeEach(ZkSession session, Collection<String> paths) {
        List<CompletableFuture<Boolean>> removals = paths.stream()
                .map(path -> session.read(path).thenCompose(found -> removeIfAny(session, found)))
                .toList();
        return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
                .thenApply(done -> removals.stream().anyMatch(CompletableFuture::join));
    }

    /** Passes a write on. One that something was in the way of fails when that is removed, and can be made again. */
    public static <T> CompletableFuture<T> outOfTheWay(ZkSession session, String path, CompletableFuture<T> write) {
        return write.exceptionallyCompose(failure -> mayBeInTheWay(failure)
                ? remove(session, path).thenCompose(removed -> CompletableFuture.failedFuture(failure))
                : CompletableFuture.failedFuture(failure));
    }

    /** Whether a create was refused as it is where one of these is in the way. */
    public static boolean mayBeInTheWay(Throwable failure) {
        Code code = Failures.code(failure);
        return code == Code.NODEEXISTS || code == Code.NOCHILDRENFOREPHEMERALS;
    }

    private static CompletableFuture<Boolean> removeIfAny(ZkSession session, Optional<Znode> found) {
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
                            Json.hex(squatter.stat().getEphemeralOwner()));
                    return true;
                });
    }
}

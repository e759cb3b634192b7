package io.pogo.engine.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.LayoutException;
import io.pogo.Ownership;
import io.pogo.PogoException;
import io.pogo.ScopeNotFoundException;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException.Code;

/** Makes the folders of a scope, and refuses a scope that is laid out by another version or uses other locks. */
public final class Layout {
    private static final int VERSION = 1;

    private Layout() {}

    /**
     * Creates what is missing. Every write is a create that may find the znode there already; what is there then
     * decides.
     *
     * @param ownership what this node's locks are made of
     * @param connectString names the chroot in the message, should that be missing
     */
    public static CompletableFuture<Void> ensure(
            ZkSession session, ScopePaths paths, Ownership ownership, String connectString) {
        return removeSquatters(session, paths).thenCompose(done -> make(session, paths, ownership, connectString));
    }

    private static CompletableFuture<Boolean> removeSquatters(ZkSession session, ScopePaths paths) {
        List<String> needed = new ArrayList<>(List.of(ScopePaths.TOP, paths.root(), paths.layout()));
        needed.addAll(folders(paths));
        return Squatters.removeEach(session, needed);
    }

    private static CompletableFuture<Void> make(
            ZkSession session, ScopePaths paths, Ownership ownership, String connectString) {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        CompletableFuture<Void> top = createIfMissing(session, ScopePaths.TOP, new byte[0])
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Failures.code(failure) == Code.NONODE ? noChroot(connectString, failure) : failure));
        writes.add(createIfMissing(session, paths.root(), new byte[0]));
        writes.add(createIfMissing(session, paths.layout(), encode(ownership)));
        folders(paths).forEach(folder -> writes.add(createIfMissing(session, folder, new byte[0])));
        return top.thenCompose(created -> CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)))
                .thenCompose(created -> session.read(paths.layout()))
                .thenCompose(znode -> {
                    if (znode.isEmpty()) {
                        // Deleted by somebody meanwhile.
                        return ensure(session, paths, ownership, connectString);
                    }
                    checkOwnership(paths, ownership, check(paths, znode.get().data()));
                    return CompletableFuture.completedFuture(null);
                });
    }

    private static List<String> folders(ScopePaths paths) {
        return List.of(
                paths.members(),
                paths.planner(),
                paths.children(),
                paths.assignments(),
                paths.owners(),
                paths.failures());
    }

    /** The names of what is directly below the root of each scope. */
    public static List<String> names(ScopePaths paths) {
        return Stream.concat(Stream.of(paths.layout()), folders(paths).stream())
                .map(ScopePaths::lastSegment)
                .toList();
    }

    /** The names of what is directly below the root and may stay there; removes what belongs to a session. */
    public static CompletableFuture<List<String>> standing(ZkSession session, ScopePaths paths) {
        return removeSquatters(session, paths).thenCompose(removed -> session.children(paths.root()));
    }

    /**
     * Makes sure that a scope is there and laid out as we know it, and says what its locks are made of; creates
     * nothing.
     *
     * @param where which ZooKeeper that is, for the message
     */
    public static CompletableFuture<Ownership> find(ZkSession session, ScopePaths paths, String where) {
        return session.read(paths.layout())
                .thenApply(znode -> check(
                        paths,
                        znode.orElseThrow(() -> new ScopeNotFoundException("there is no " + paths.layout() + " in "
                                        + where + ": no node has ever joined that scope"))
                                .data()));
    }

    /** Creates a znode unless it is there. */
    public static CompletableFuture<Void> createIfMissing(ZkSession session, String path, byte[] data) {
        return ignoring(session.create(path, data), code -> code == Code.NODEEXISTS);
    }

    /** Deletes a znode unless it is gone, has changed or is not empty. */
    public static CompletableFuture<Void> deleteIfUnchanged(ZkSession session, String path, int version) {
        return ignoring(
                session.delete(path, version),
                code -> code == Code.NONODE || code == Code.BADVERSION || code == Code.NOTEMPTY);
    }

    private static CompletableFuture<Void> ignoring(CompletableFuture<Void> write, Predicate<Code> harmless) {
        return write.exceptionallyCompose(failure -> harmless.test(Failures.code(failure))
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure));
    }

    /** It is not created: that would let a mistyped chroot start a second, empty scope. */
    private static PogoException noChroot(String connectString, Throwable failure) {
        int slash = connectString.indexOf('/');
        String chroot = slash < 0 ? "" : connectString.substring(slash) + " ";
        return new PogoException(
                "the chroot " + chroot + "of the connect string does not exist in ZooKeeper; create it first", failure);
    }

    /** A scope that does not say what its locks are made of uses latches. */
    private static byte[] encode(Ownership ownership) {
        ObjectNode layout = Json.object();
        layout.put("version", VERSION);
        if (ownership != Ownership.LEADER_LATCH) {
            layout.put("ownership", Json.word(ownership));
        }
        return Json.bytes(layout);
    }

    /** Returns what the locks of the scope are made of. */
    public static Ownership check(ScopePaths paths, byte[] data) {
        try {
            ObjectNode layout = Json.parse(data);
            long version = Json.number(layout, "version");
            if (version != VERSION) {
                throw new LayoutException(
                        paths.layout() + " says version " + version + "; this Pogo understands version " + VERSION,
                        null);
            }
            return layout.has("ownership") ? Json.word(Ownership.class, layout, "ownership") : Ownership.LEADER_LATCH;
        } catch (BadData e) {
            throw new LayoutException(paths.layout() + " is not Pogo's: it " + e.getMessage(), e);
        }
    }

    /** Two kinds of locks do not keep each other out. */
    private static void checkOwnership(ScopePaths paths, Ownership ownership, Ownership stored) {
        if (stored != ownership) {
            throw new LayoutException(
                    paths.layout() + " says that the locks of this scope are " + stored + ", this node was told "
                            + ownership + "; call ownership(Ownership." + stored
                            + "), or, to change the scope, stop all its nodes and delete " + paths.layout(),
                    null);
        }
    }
}

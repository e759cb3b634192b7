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
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.UnclearAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folders of a scope. Rejects a scope that has the layout of another version or uses another kind of locks. */
public final class Layout {
    private static final int VERSION = 1;

    private Layout() {}

    /**
     * Creates the missing znodes. Every write is a create for which an existing znode is no error; the content of an
     * existing layout znode is then checked.
     *
     * @param ownership the kind of this node's locks
     * @param connectString names the chroot in the error message if the chroot does not exist
     */
    public static CompletableFuture<Void> ensure(
            Session session, ScopePaths paths, Ownership ownership, String connectString) {
        return removeSquatters(session, paths).thenCompose(done -> make(session, paths, ownership, connectString));
    }

    /**
     * Creates the missing znodes for a node that joins. A layout that is missing although the scope has members was
     * deleted: its planner makes it again, with the kind of its locks, which may be another one than this node was
     * told.
     */
    public static CompletableFuture<Void> ensureForMember(
            Session session, ScopePaths paths, Ownership ownership, String connectString) {
        return removeSquatters(session, paths)
                .thenCompose(done -> session.exists(paths.layout(), null))
                .thenCompose(layout -> layout.isPresent()
                        ? CompletableFuture.completedFuture(false)
                        : Owners.of(session, paths.planner(), null).thenApply(first -> !first.isEmpty()))
                .thenCompose(hasMembers -> hasMembers
                        ? CompletableFuture.failedFuture(
                                new UnclearAnswer(paths.layout() + " is missing; the planner makes it again"))
                        : make(session, paths, ownership, connectString));
    }

    private static CompletableFuture<Boolean> removeSquatters(Session session, ScopePaths paths) {
        List<String> needed = new ArrayList<>(List.of(ScopePaths.TOP, paths.root(), paths.layout()));
        needed.addAll(folders(paths));
        return Squatters.removeEach(session, needed);
    }

    private static CompletableFuture<Void> make(
            Session session, ScopePaths paths, Ownership ownership, String connectString) {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        CompletableFuture<Void> top = createIfMissing(session, ScopePaths.TOP, new byte[0])
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Failures.refusal(failure) == Refusal.MISSING ? noChroot(connectString, failure) : failure));
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

    /** Returns the names of the znodes directly below the root of each scope. */
    public static List<String> names(ScopePaths paths) {
        return Stream.concat(Stream.of(paths.layout()), folders(paths).stream())
                .map(ScopePaths::lastSegment)
                .toList();
    }

    /**
     * Returns the names of the znodes directly below the root; first removes ephemeral znodes where the layout's
     * belong.
     */
    public static CompletableFuture<List<String>> standing(Session session, ScopePaths paths) {
        return removeSquatters(session, paths).thenCompose(removed -> session.children(paths.root()));
    }

    /**
     * Checks that a scope exists and has a known layout, and returns the kind of its locks; creates nothing.
     *
     * @param where the ZooKeeper, for the message
     */
    public static CompletableFuture<Ownership> find(Session session, ScopePaths paths, String where) {
        return session.read(paths.layout())
                .thenApply(znode -> check(
                        paths,
                        znode.orElseThrow(() -> new ScopeNotFoundException("there is no " + paths.layout() + " in "
                                        + where + ": no node has ever joined that scope"))
                                .data()));
    }

    /** Creates a znode unless it exists. */
    public static CompletableFuture<Void> createIfMissing(Session session, String path, byte[] data) {
        return ignoring(session.create(path, data), refusal -> refusal == Refusal.EXISTS);
    }

    /** Deletes a znode unless it no longer exists, has changed or is not empty. */
    public static CompletableFuture<Void> deleteIfUnchanged(Session session, String path, int version) {
        return ignoring(
                session.delete(path, version),
                refusal -> refusal == Refusal.MISSING || refusal == Refusal.VERSION || refusal == Refusal.NOT_EMPTY);
    }

    private static CompletableFuture<Void> ignoring(CompletableFuture<Void> write, Predicate<Refusal> harmless) {
        return write.exceptionallyCompose(failure -> harmless.test(Failures.refusal(failure))
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure));
    }

    /**
     * Returns the failure for a missing chroot. The chroot is not created, because a mistyped one would start a second,
     * empty scope.
     */
    private static PogoException noChroot(String connectString, Throwable failure) {
        int slash = connectString.indexOf('/');
        String chroot = slash < 0 ? "" : connectString.substring(slash) + " ";
        return new PogoException(
                "the chroot " + chroot + "of the connect string does not exist in ZooKeeper; create it first", failure);
    }

    /** Returns the content of the layout znode. Without an entry about the locks a scope uses latches. */
    private static byte[] encode(Ownership ownership) {
        ObjectNode layout = Json.object();
        layout.put("version", VERSION);
        if (ownership != Ownership.LEADER_LATCH) {
            layout.put("ownership", Json.word(ownership));
        }
        return Json.bytes(layout);
    }

    /** Returns the kind of the scope's locks; fails if the layout is that of another version or cannot be read. */
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

    /** Checks that the scope has locks of the same kind, because locks of two kinds do not exclude each other. */
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

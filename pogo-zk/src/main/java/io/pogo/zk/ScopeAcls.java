package io.pogo.zk;

import io.pogo.RequestRefusedException;
import io.pogo.ScopeClient;
import io.pogo.engine.ScopeCalls;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Windowed;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.store.ZkSession;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

/**
 * Finds the znodes of a scope that the world may read or change, and closes them: for a scope that was begun without
 * authentication.
 *
 * <pre>{@code
 * try (ScopeClient client = ZooKeeperScopeClient.builder()
 *         .connectString("zk1:2181").scope("my-app").digest("my-app", passwordFile).connect()) {
 *     System.out.println(ScopeAcls.open(client));
 *     ScopeAcls.tighten(client);
 * }
 * }</pre>
 *
 * <p>First restart all members and clients with authentication, then tighten: a client that shows no identity is shut
 * out. Both calls read the ACL of every znode of the scope, one request each. May be called on any thread; blocks.
 */
public final class ScopeAcls {
    private ScopeAcls() {}

    /**
     * Returns whether the znodes that a client creates are closed to the world: with digest, SASL or a key store, or
     * with an {@code ACLProvider} of the caller's that closes them.
     *
     * @param client a client or a supervisor, made by {@link ZooKeeperScopeClient} or {@link ZooKeeperSupervisor}
     * @return true if {@link #tighten} works with this client
     * @throws io.pogo.UnavailableException if ZooKeeper cannot be reached
     */
    public static boolean isClosed(ScopeClient client) {
        ScopeAccess access = access(client);
        return Futures.await(access.attempts()
                .run(
                        "the look at the ACL of new znodes",
                        (session, repeated) ->
                                CompletableFuture.completedFuture(isClosed((ZkSession) session, access))));
    }

    private static boolean isClosed(ZkSession session, ScopeAccess access) {
        return !CreationAcl.isOpen(session.aclFor(access.paths().layout()));
    }

    /**
     * Lists the znodes of a scope whose ACL gives the world something.
     *
     * @param client a client or a supervisor, made by {@link ZooKeeperScopeClient} or {@link ZooKeeperSupervisor}
     * @return their paths, in order; those that this client may not look into are not among them
     * @throws io.pogo.UnavailableException if ZooKeeper cannot be reached
     */
    public static List<String> open(ScopeClient client) {
        ScopeAccess access = access(client);
        return Futures.await(access.attempts()
                .run(
                        "the look at the ACLs of scope " + access.scope(),
                        (session, repeated) -> open((ZkSession) session, access)));
    }

    /**
     * Gives every znode of the scope that is open to the world the ACL with which this client creates its znodes. A
     * second call finds the znodes that were created without authentication meanwhile; a call that was interrupted must
     * be repeated.
     *
     * @param client a client or a supervisor with authentication
     * @return the number of znodes that were closed
     * @throws io.pogo.RequestRefusedException if this client creates open znodes itself
     * @throws io.pogo.NotAuthorizedException if an ACL may not be changed by this client
     * @throws io.pogo.UnavailableException if ZooKeeper cannot be reached
     */
    public static int tighten(ScopeClient client) {
        ScopeAccess access = access(client);
        return Futures.await(access.attempts()
                .run(
                        "the closing of scope " + access.scope(),
                        (session, repeated) -> tighten((ZkSession) session, access)));
    }

    private static ScopeAccess access(ScopeClient client) {
        if (client instanceof ScopeCalls calls) {
            return calls.access();
        }
        throw new IllegalArgumentException(
                "a client that ZooKeeperScopeClient or ZooKeeperSupervisor has made is needed");
    }

    private static CompletableFuture<List<String>> open(ZkSession session, ScopeAccess access) {
        Collection<String> open = new ConcurrentSkipListSet<>();
        return all(
                        session,
                        List.of(access.paths().root()),
                        path -> session.acl(path)
                                .thenAccept(found -> found.filter(acl -> CreationAcl.isOpen(acl.entries()))
                                        .ifPresent(acl -> open.add(path))))
                .thenApply(done -> List.copyOf(open));
    }

    private static CompletableFuture<Integer> tighten(ZkSession session, ScopeAccess access) {
        if (!isClosed(session, access)) {
            throw new RequestRefusedException(
                    "this client creates znodes that are open to the world: give it digest(...), SASL or a key store");
        }
        return open(session, access)
                .thenCompose(paths -> new Windowed<String>(path -> close(session, path))
                        .run(paths)
                        .thenApply(done -> paths.size()));
    }

    /**
     * Closes one znode. A znode that is gone needs no ACL, and a znode whose ACL was changed meanwhile is left to the
     * next call.
     */
    private static CompletableFuture<Void> close(ZkSession session, String path) {
        return session.acl(path)
                .thenCompose(found ->
                        found.isEmpty() || !CreationAcl.isOpen(found.get().entries())
                                ? CompletableFuture.completedFuture(null)
                                : session.setAcl(path, found.get().version()))
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    case MISSING, VERSION -> CompletableFuture.completedFuture(null);
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    /** Looks at all znodes from some on down, level by level; what may not be listed ends there. */
    private static CompletableFuture<Void> all(
            ZkSession session, Collection<String> level, Function<String, CompletableFuture<Void>> look) {
        Collection<String> below = new ConcurrentSkipListSet<>();
        return new Windowed<String>(path -> CompletableFuture.allOf(
                        tolerant(look.apply(path)),
                        tolerant(session.children(path)
                                .thenAccept(names -> names.forEach(name -> below.add(path + "/" + name))))))
                .run(level)
                .thenCompose(done -> below.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : all(session, new TreeSet<>(below), look));
    }

    private static CompletableFuture<Void> tolerant(CompletableFuture<Void> look) {
        return look.exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.DENIED
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure));
    }
}

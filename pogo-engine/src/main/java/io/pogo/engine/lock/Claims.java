package io.pogo.engine.lock;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;
import io.pogo.engine.tree.Strays;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The factory of the locks of a session as claims, and the operations that they need; see {@link ClaimLock}. Used only
 * on the loop.
 */
public final class Claims implements ChildLock.Factory {
    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final byte[] owner;
    private final ClaimWriter requests;
    private final ClaimWriter releases;
    private final HeldClaims held;

    public Claims(EventLoop loop, Session session, ScopePaths paths, String nodeId, String incarnation) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.owner = NodeIds.owner(nodeId, incarnation);
        this.requests = new ClaimWriter(loop, session);
        this.releases = new ClaimWriter(loop, session);
        this.held = new HeldClaims(loop, session);
    }

    @Override
    public ChildLock create(StoredAssignment assignment, LockFolder folder, ChildLock.Holder holder) {
        return new ClaimLock(this, assignment, folder, holder);
    }

    /** Returns true always: nodes that wait for a claim only watch it, and leave no znode. */
    @Override
    public CompletableFuture<Boolean> isAwaited(String childId) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public int handovers() {
        return 64;
    }

    /**
     * Gives back claims of earlier stays. A session may outlive the stay that made claims under it, if the lease ended
     * and the connection came back in time. A claim of that stay that could not be deleted would keep the child from
     * all other nodes.
     */
    @Override
    public void compare(Predicate<String> isHere) {
        loop.when(session.ephemerals(), (found, failure) -> {
            if (found != null) {
                found.stream()
                        .flatMap(path -> childOf(path).stream())
                        .filter(id -> !isHere.test(id))
                        .forEach(id -> release(id, null, () -> {}).lookFirst());
            } else if (!Failures.isLoss(failure)) {
                log.error("{} what the session has claimed cannot be listed", loop.logPrefix(), failure);
            }
        });
    }

    /** Returns the child that a path claims; with a chroot the path is longer than Pogo's path. */
    private Optional<String> childOf(String path) {
        int start = path.indexOf(paths.owners() + "/");
        String ours = start < 0 ? "" : path.substring(start);
        return ours.endsWith("/" + ScopePaths.CLAIM)
                ? ScopePaths.childId(ScopePaths.parent(ours))
                        .filter(id -> paths.claim(id).equals(ours))
                : Optional.empty();
    }

    EventLoop loop() {
        return loop;
    }

    void write(ClaimWriter.Part request) {
        requests.write(request);
    }

    void later(Runnable again) {
        requests.later(again);
    }

    void look(ClaimWriter.Part request) {
        requests.look(List.of(request));
    }

    /**
     * Returns the operations that check the basis of the claim, raise the version of the parent and create the claim:
     * all or none.
     */
    List<Write> claim(StoredAssignment basis, int heldVersion) {
        String id = basis.assignment().childId();
        return List.of(
                Write.check(basis.path(), basis.version()),
                Write.put(paths.owner(id), new byte[0], heldVersion),
                Write.createEphemeral(paths.claim(id), owner));
    }

    /** Returns whether the claim was created below that folder, according to the results of these operations. */
    static boolean isBelow(LockFolder folder, List<Optional<Stamp>> results) {
        return results.get(1).filter(folder::isSame).isPresent();
    }

    /**
     * Returns the czxid of the claim from the results of these operations: the transaction that wrote the parent. What
     * is told of the claim itself is less: ZooKeeper's servers before 3.9 tell nothing of what a transaction creates,
     * and its client does not ask for it where it has a chroot.
     */
    static Optional<Long> claimed(List<Optional<Stamp>> results) {
        return results.get(1).map(Stamp::mzxid);
    }

    /** Returns the paths that decide the next step after a refused claim: the assignment, the parent, the claim. */
    List<String> grounds(StoredAssignment basis) {
        String id = basis.assignment().childId();
        return List.of(basis.path(), paths.owner(id), paths.claim(id));
    }

    /**
     * Returns whether a claim was made by this supervisor under this session. The incarnation is compared too, because
     * one session may serve two supervisors that were given the same client, even two with the same node id, of which
     * one was closed and still has a stuck child.
     */
    boolean isOurs(Znode claim) {
        return claim.stamp().owner() == session.id() && Arrays.equals(claim.data(), owner);
    }

    ChildLock.Grant grant(String id, long czxid, int ownerVersion) {
        return new ChildLock.Grant(czxid, paths.claim(id), ownerVersion, session.id());
    }

    /** Watches a claim of this node, which this transaction has created. */
    void watchHeld(ClaimWatch watch, long czxid) {
        held.watch(watch, czxid);
    }

    ClaimWatch watch(String id, LongConsumer onClaim) {
        return new ClaimWatch(loop, session, paths.claim(id), onClaim);
    }

    /**
     * Creates the release of the claim that was granted, or, without a grant, of any claim that this node has there.
     */
    public ClaimRelease release(String id, ChildLock.@Nullable Grant grant, Runnable onGone) {
        return new ClaimRelease(releases, this::isOurs, paths.owner(id), paths.claim(id), grant, onGone);
    }

    CompletableFuture<Boolean> removeStrays(String childId) {
        return Strays.remove(session, paths.owner(childId), loop.logPrefix());
    }

    /** Creates a parent that another program has deleted, see {@link LockFolder}; returns whether it exists now. */
    CompletableFuture<Boolean> restoreParent(StoredAssignment basis) {
        String id = basis.assignment().childId();
        return LockFolder.restore(session, paths, id, List.of(Write.check(basis.path(), basis.version())))
                .whenComplete((isThere, failure) -> {
                    if (failure != null && !Failures.isLoss(failure)) {
                        log.error(
                                "{} {} is missing, and could not be made again",
                                loop.logPrefix(),
                                paths.owner(id),
                                failure);
                    }
                });
    }
}

package io.pogo.zk.internal.latch;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Gate;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.LockFolder;
import io.pogo.engine.tree.Strays;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** Makes the locks of a session as Curator's LeaderLatches, and lets a bounded number of them be opened at a time. */
public final class Latches implements ChildLock.Factory {
    /** The number of latches that are opened at a time; each costs a thread for the moment of its start. */
    private static final int OPEN_AT_A_TIME = 32;

    /** The time after which a latch counts as open, and waits for another owner. */
    private static final Duration OPENING = Duration.ofMillis(50);

    private final EventLoop loop;
    private final ZkSession session;
    private final CuratorFramework client;
    private final ScopePaths paths;
    private final String nodeId;
    private final Gate gate;
    private final BatchedReads reads;

    public Latches(EventLoop loop, ZkSession session, CuratorFramework client, ScopePaths paths, String nodeId) {
        this.loop = loop;
        this.session = session;
        this.client = client;
        this.paths = paths;
        this.nodeId = nodeId;
        this.reads = new BatchedReads(session);
        this.gate = new Gate(loop, OPEN_AT_A_TIME, OPENING);
    }

    @Override
    public ChildLock create(StoredAssignment assignment, LockFolder folder, ChildLock.Holder holder) {
        String id = assignment.assignment().childId();
        LeaderLatch latch = new LeaderLatch(client, paths.owner(id), nodeId);
        return new LatchLock(loop, session, this, latch, id, folder, holder);
    }

    /** Returns the path of the folder of a child's latches. */
    String folder(String childId) {
        return paths.owner(childId);
    }

    /** Restores a folder that was deleted. Completes with whether it exists now. */
    CompletableFuture<Boolean> restore(String childId) {
        return LockFolder.restore(session, paths, childId, List.of());
    }

    CompletableFuture<Boolean> removeStrays(String childId) {
        return Strays.remove(session, paths.owner(childId), loop.logPrefix());
    }

    Gate gate() {
        return gate;
    }

    /** Returns whether a latch znode, while it exists, is in the folder that was read before the spec. */
    CompletableFuture<Boolean> isIn(LockFolder folder, String latchPath) {
        return reads.read(ScopePaths.parent(latchPath))
                .thenApply(found -> LockFolder.of(found).czxid() == folder.czxid());
    }

    /**
     * Removes the folder of a child that is gone. A start raises its version, so it either came before the look, and
     * its spec is seen, or the delete is refused; see {@link HeldSpec}.
     */
    CompletableFuture<Void> tidy(String childId) {
        CompletableFuture<Optional<Znode>> folder = reads.read(paths.owner(childId));
        return reads.read(paths.child(childId))
                .thenCombine(
                        folder,
                        (spec, found) -> spec.filter(Znode::isPersistent).isPresent() ? Optional.<Znode>empty() : found)
                .thenCompose(left -> left.map(found -> Layout.deleteIfUnchanged(session, found.path(), found.version()))
                        .orElse(CompletableFuture.completedFuture(null)));
    }

    /** A third of what three nodes and their server can do on two cores. */
    @Override
    public int handovers() {
        return 8;
    }

    @Override
    public CompletableFuture<Boolean> isAwaited(String childId) {
        return session.children(paths.owner(childId)).thenApply(queue -> queue.size() > 1);
    }

    /** Curator deletes the znode of a latch that was closed, however long that takes. */
    @Override
    public void compare(Predicate<String> isHere) {}
}

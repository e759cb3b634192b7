package io.pogo.zk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** Makes the locks of a session as Curator's LeaderLatches, and lets a bounded number of them be opened at a time. */
final class Latches implements ChildLock.Factory {
    /** Each costs a thread for the moment of its start. */
    private static final int OPEN_AT_A_TIME = 16;

    /** After so long it is open, and waits for another owner. */
    private static final Duration OPENING = Duration.ofMillis(50);

    private final EventLoop loop;
    private final ZkSession session;
    private final CuratorFramework client;
    private final ScopePaths paths;
    private final String nodeId;
    private final Gate gate;

    Latches(EventLoop loop, ZkSession session, CuratorFramework client, ScopePaths paths, String nodeId) {
        this.loop = loop;
        this.session = session;
        this.client = client;
        this.paths = paths;
        this.nodeId = nodeId;
        this.gate = new Gate(loop, OPEN_AT_A_TIME, OPENING);
    }

    @Override
    public ChildLock create(StoredAssignment assignment, int ownerVersion, ChildLock.Holder holder) {
        String parent = paths.owner(assignment.assignment().childId());
        return new LatchLock(loop, session, gate, new LeaderLatch(client, parent, nodeId), ownerVersion, holder);
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

package io.pogo.zk;

import java.util.function.Predicate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** Makes the locks of a session as Curator's LeaderLatches, and lets a bounded number of them be opened at a time. */
final class Latches implements ChildLock.Factory {
    private final EventLoop loop;
    private final ZkSession session;
    private final CuratorFramework client;
    private final ScopePaths paths;
    private final String nodeId;
    private final LockGate gate;

    Latches(EventLoop loop, ZkSession session, CuratorFramework client, ScopePaths paths, String nodeId) {
        this.loop = loop;
        this.session = session;
        this.client = client;
        this.paths = paths;
        this.nodeId = nodeId;
        this.gate = new LockGate(loop);
    }

    @Override
    public ChildLock create(StoredAssignment assignment, int ownerVersion, ChildLock.Holder holder) {
        String parent = paths.owner(assignment.assignment().childId());
        return new LatchLock(loop, session, gate, new LeaderLatch(client, parent, nodeId), ownerVersion, holder);
    }

    /** Curator deletes the znode of a latch that was closed, however long that takes. */
    @Override
    public void compare(Predicate<String> isHere) {}
}

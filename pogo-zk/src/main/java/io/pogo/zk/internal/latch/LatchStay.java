package io.pogo.zk.internal.latch;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.members.Place;
import io.pogo.engine.membership.MemberStore;
import io.pogo.zk.internal.store.ZkSession;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** The LeaderLatches of one stay: the place in the planner's queue, and the locks of children. */
public final class LatchStay implements MemberStore.StayStore {
    private final EventLoop loop;
    private final ZkSession session;
    private final ScopePaths paths;
    private final String nodeId;
    private final CuratorFramework client;

    public LatchStay(EventLoop loop, CuratorFramework client, ZkSession session, ScopePaths paths, String nodeId) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.nodeId = nodeId;
        this.client = LatchClient.of(client, session, session.logPrefix());
    }

    @Override
    public Place place(Set<String> formerPlaces, Place.Listener listener) {
        return new Candidacy(
                loop,
                session,
                paths.planner(),
                nodeId,
                formerPlaces,
                () -> new LeaderLatch(client, paths.planner(), nodeId),
                listener);
    }

    @Override
    public ChildLock.Factory latches() {
        return new Latches(loop, session, client, paths, nodeId);
    }
}

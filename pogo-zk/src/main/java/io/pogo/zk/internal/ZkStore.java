package io.pogo.zk.internal;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.Registry;
import io.pogo.engine.membership.MemberStore;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Sessions;
import io.pogo.zk.internal.latch.LatchStay;
import io.pogo.zk.internal.members.ServiceRegistry;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;

/** ZooKeeper as the store of the engine, through a Curator client. */
public record ZkStore(ZkClient client) implements MemberStore {
    @Override
    public boolean isOurs() {
        return client.isOurs();
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public String address() {
        return client.address();
    }

    @Override
    public void connect(Duration patience) {
        client.connect(patience);
    }

    @Override
    public Sessions sessions(EventLoop loop, String owner, String logPrefix, Sessions.Listener listener) {
        return new ZkSessions(loop, client, owner, logPrefix, listener);
    }

    @Override
    public Registry registry(ScopePaths paths, String nodeId, String logPrefix, Runnable onChange) {
        return new ServiceRegistry(client.curator(), paths.root(), nodeId, logPrefix, onChange);
    }

    @Override
    public StayStore begin(EventLoop loop, Session session, ScopePaths paths, String nodeId) {
        return new LatchStay(loop, client.curator(), (ZkSession) session, paths, nodeId);
    }

    @Override
    public void close(String logPrefix) {
        client.close(logPrefix);
    }
}

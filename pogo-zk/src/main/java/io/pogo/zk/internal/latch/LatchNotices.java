package io.pogo.zk.internal.latch;

import io.pogo.zk.internal.store.ZkSession;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.listen.Listenable;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;

/**
 * The notices of the connection that the latches of one session get: they do not hear that the connection is back with
 * another session. A LeaderLatch would look for its znode then, which ended with its session, log an error, and queue
 * again until it is closed.
 */
final class LatchNotices implements Listenable<ConnectionStateListener> {
    private final CuratorFramework client;
    private final ZkSession session;
    private final IdentityHashMap<ConnectionStateListener, ConnectionStateListener> added = new IdentityHashMap<>();

    LatchNotices(CuratorFramework client, ZkSession session) {
        this.client = client;
        this.session = session;
    }

    @Override
    public void addListener(ConnectionStateListener listener) {
        client.getConnectionStateListenable().addListener(wrapped(listener));
    }

    @Override
    public void addListener(ConnectionStateListener listener, Executor executor) {
        client.getConnectionStateListenable().addListener(wrapped(listener), executor);
    }

    @Override
    public void removeListener(ConnectionStateListener listener) {
        ConnectionStateListener wrapped;
        synchronized (added) {
            wrapped = added.remove(listener);
        }
        if (wrapped != null) {
            client.getConnectionStateListenable().removeListener(wrapped);
        }
    }

    private ConnectionStateListener wrapped(ConnectionStateListener listener) {
        ConnectionStateListener wrapped = (from, state) -> {
            if (state != ConnectionState.RECONNECTED || isOurs()) {
                listener.stateChanged(from, state);
            }
        };
        synchronized (added) {
            added.put(listener, wrapped);
        }
        return wrapped;
    }

    private boolean isOurs() {
        try {
            return client.getZookeeperClient().getZooKeeper().getSessionId() == session.id();
        } catch (Exception e) {
            return true; // not known: let the latch look for itself
        }
    }
}

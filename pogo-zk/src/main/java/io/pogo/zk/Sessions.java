package io.pogo.zk;

import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what Curator says of the connection into what matters here: a session that is proven, one that is back, one that is over.
 * All on the loop; Curator's thread only posts.
 *
 * <p>Being suspended ends nothing, the lease decides when a silence is too long. After a session was given up it is used again
 * only when it, or its successor, has had a transaction committed.
 */
final class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final Duration PROOF_PAUSE = Duration.ofMillis(100);

    /** Hears of sessions, on the loop. */
    interface Listener {
        /** A session is proven to live, by a request that was sent at this moment. */
        void began(ZkSession session, Moment proven);

        /** The connection is back, with the session that had begun. */
        void resumed(ZkSession session);

        /** The connection is away; the session may live. */
        void suspended();

        /** The session that had begun is over, or must be taken for over; and why. */
        void ended(String why);
    }

    private final EventLoop loop;
    private final CuratorFramework client;
    private final ACLProvider acls;
    private final String logPrefix;
    private final Listener listener;
    private final ConnectionStateListener curatorListener;
    private @Nullable ZkSession current;
    private boolean proving;
    private boolean closed;

    Sessions(EventLoop loop, ZkClient client, String logPrefix, Listener listener) {
        this.loop = loop;
        this.client = client.curator();
        this.acls = client.acls();
        this.logPrefix = logPrefix;
        this.listener = listener;
        this.curatorListener = (framework, state) -> loop.execute(() -> onState(state));
    }

    /** Begins to listen; the client is connected. */
    void open() {
        client.getConnectionStateListenable().addListener(curatorListener);
        loop.execute(this::onConnected);
    }

    void close() {
        closed = true;
        client.getConnectionStateListenable().removeListener(curatorListener);
    }

    /** The current session does not count any more, until it is proven again. */
    void giveUp(String why) {
        end(why);
        prove();
    }

    private void onState(ConnectionState state) {
        if (closed) {
            return;
        }
        switch (state) {
            case CONNECTED, RECONNECTED -> onConnected();
            case SUSPENDED, READ_ONLY -> listener.suspended();
            case LOST -> end("the ZooKeeper session is lost");
        }
        log.debug("{} connection: {}", logPrefix, state);
    }

    private void onConnected() {
        ZooKeeper zooKeeper = handle();
        if (zooKeeper == null) {
            return;
        }
        if (current != null && current.id() == zooKeeper.getSessionId()) {
            listener.resumed(current);
        } else {
            end("the ZooKeeper session was replaced");
            prove();
        }
    }

    private void end(String why) {
        if (current != null) {
            current = null;
            listener.ended(why);
        }
    }

    private void prove() {
        if (closed || proving || current != null) {
            return;
        }
        ZooKeeper zooKeeper = handle();
        if (zooKeeper == null) {
            return;
        }
        proving = true;
        Moment sent = Moment.now();
        loop.when(new ZkSession(zooKeeper, acls).prove("/"), (done, failure) -> {
            proving = false;
            if (closed || current != null) {
                return;
            }
            if (failure == null) {
                // Only now does the handle know its session for certain.
                current = new ZkSession(zooKeeper, acls);
                listener.began(current, sent);
            } else {
                loop.after(PROOF_PAUSE, this::prove);
            }
        });
    }

    /** Not after the close: a client that is asked for its handle while it closes may open another one. */
    private @Nullable ZooKeeper handle() {
        try {
            return client.getZookeeperClient().getZooKeeper();
        } catch (Exception e) {
            log.debug("{} no ZooKeeper handle: {}", logPrefix, e.toString());
            loop.after(PROOF_PAUSE, this::prove);
            return null;
        }
    }
}

package io.pogo.zk.internal;

import io.pogo.engine.base.Moment;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.zk.internal.store.SwallowedLosses;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.utils.DefaultZookeeperFactory;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ZooKeeper handles of a client, and ensures that none outlives it. Curator replaces the handle when its
 * session expires, on ZooKeeper's event thread and without regard to a close on another one: a handle that is made just
 * then would stay, with a session and two threads, for as long as the JVM. So would one that is forgotten because two
 * threads replace the handle at a time ({@code HandleHolder} of Curator 5.9.0: a thread that still has the former
 * helper puts its handle back in place of the newer one).
 *
 * <p>They report each loss of their connection, see {@link SwallowedLosses}. They show our credentials, and take
 * answers that are long enough for {@link BatchedReads}, whatever is in the znodes.
 */
public final class Handles extends DefaultZookeeperFactory {
    private static final Duration LONGER_THAN_SESSION = Duration.ofSeconds(1);

    /** The session of this handle was opened after that time. */
    private record Opened(ZooKeeper handle, Moment after) {}

    private final Credentials credentials;
    private final List<ZooKeeper> made = new ArrayList<>();
    private volatile @Nullable Opened last;
    private boolean closed;

    public Handles(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public synchronized ZooKeeper newZooKeeper(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly) throws Exception {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        ZKClientConfig config = credentials.config();
        int longest = Math.max(ZkSession.longestAnswer(config), BatchedReads.longestAnswer());
        config.setProperty(ZKConfig.JUTE_MAXBUFFER, Integer.toString(longest));
        if (config.getProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT) == null) {
            // Without it a call that waits for its answer waits for ever once the send thread is dead, and so does a
            // close.
            config.setProperty(
                    ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT,
                    Long.toString(sessionTimeout + LONGER_THAN_SESSION.toMillis()));
        }
        byte[] identity = credentials.identity();
        Moment before = Moment.now();
        ZooKeeper handle =
                super.newZooKeeper(connectString, sessionTimeout, reportingEachLoss(watcher), canBeReadOnly, config);
        made.removeIf(former -> !former.getState().isAlive());
        made.add(handle);
        last = new Opened(handle, before);
        if (identity != null) {
            handle.addAuthInfo("digest", identity);
        }
        return handle;
    }

    /**
     * Returns Curator's watcher, extended so that it also receives the losses of the connection that the client
     * swallows.
     */
    static Watcher reportingEachLoss(Watcher curators) {
        SwallowedLosses losses = new SwallowedLosses(false);
        return event -> {
            if (losses.isRevealedBy(event)) {
                curators.process(new WatchedEvent(EventType.None, KeeperState.Disconnected, null));
            }
            curators.process(event);
        };
    }

    Credentials credentials() {
        return credentials;
    }

    /** Returns a time before the session of this handle was opened; null if it is not the last one. On any thread. */
    @Nullable
    public Moment openedAfter(ZooKeeper handle) {
        Opened opened = last;
        return opened != null && opened.handle() == handle ? opened.after() : null;
    }

    /** Stops the making of handles. Called before the client is closed. */
    public synchronized void close() {
        closed = true;
    }

    /** Ends what the client has left open. Called after the client was closed. */
    public void endAll() throws InterruptedException {
        List<ZooKeeper> left;
        synchronized (this) {
            left = List.copyOf(made);
            made.clear();
        }
        for (ZooKeeper handle : left) {
            handle.close();
        }
    }
}

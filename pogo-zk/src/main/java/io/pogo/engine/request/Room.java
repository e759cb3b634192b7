package io.pogo.engine.request;

import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredFullness;
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.store.Znode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Whether the scope takes new children, for those that start them: a watch on what the planner writes tells, so while
 * there is room a start costs no request for it. Any thread.
 */
public final class Room implements Watcher {
    private final ScopePaths paths;
    /** The session under which there was room, and a watch tells when that ends. */
    private @Nullable ZkSession open;

    private int events;

    Room(ScopePaths paths) {
        this.paths = paths;
    }

    /** Why the scope takes no new child, if so. */
    CompletableFuture<Optional<String>> obstacle(ZkSession session) {
        int before = eventsUnlessOpen(session);
        return before < 0
                ? CompletableFuture.completedFuture(Optional.empty())
                : session.exists(paths.full(), this).thenCompose(stat -> {
                    if (stat.filter(Znode::isPersistent).isEmpty()) {
                        opened(session, before);
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    return session.read(paths.full()).thenApply(znode -> znode.map(StoredFullness::reason));
                });
    }

    @Override
    public synchronized void process(WatchedEvent event) {
        open = null;
        events++;
    }

    private synchronized int eventsUnlessOpen(ZkSession session) {
        return open == session ? -1 : events;
    }

    private synchronized void opened(ZkSession session, int before) {
        if (events == before) {
            open = session;
        }
    }
}

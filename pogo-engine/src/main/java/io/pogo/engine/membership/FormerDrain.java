package io.pogo.engine.membership;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Layout;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drain of an earlier supervisor with this node id under this session: a caller's client, and with it the session,
 * may outlive a supervisor that could not remove its drain when it was closed. A drain ends with the member that it
 * concerns. All on the loop.
 */
final class FormerDrain {
    private static final Logger log = LoggerFactory.getLogger(FormerDrain.class);

    private final EventLoop loop;
    private final ScopePaths paths;
    private final String nodeId;
    private boolean isPast;

    FormerDrain(EventLoop loop, ScopePaths paths, String nodeId) {
        this.loop = loop;
        this.paths = paths;
        this.nodeId = nodeId;
    }

    /**
     * Removes the drain if it is older than the supervisor's first place in the queue: a supervisor can be drained only
     * once it has that place. Later stays of the supervisor keep their drain.
     *
     * @param place the supervisor's znode in the queue
     */
    CompletableFuture<Void> removeFor(Session session, String place) {
        if (isPast) {
            return CompletableFuture.completedFuture(null);
        }
        String path = paths.drain(nodeId, session.id());
        return session.read(path)
                .thenCompose(drain -> drain.isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : session.read(place).thenCompose(stands -> {
                            boolean isOlder = stands.isPresent()
                                    && drain.get().czxid() < stands.get().czxid();
                            return isOlder ? remove(session, drain.get()) : CompletableFuture.completedFuture(null);
                        }))
                .thenRunAsync(() -> isPast = true, loop);
    }

    private CompletableFuture<Void> remove(Session session, Znode drain) {
        log.info("{} {} is removed: it concerned an earlier supervisor", loop.logPrefix(), drain.path());
        return Layout.deleteIfUnchanged(session, drain.path(), drain.version());
    }
}

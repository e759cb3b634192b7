package io.pogo.engine.lock;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import java.util.function.LongConsumer;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which claim there is, now and when that changes: by its czxid, 0 if there is none. So a claim that was deleted
 * and made again by another is told from the one before, even where nobody saw that it was gone. On the loop.
 */
final class ClaimWatch {
    private static final Logger log = LoggerFactory.getLogger(ClaimWatch.class);

    private final EventLoop loop;
    private final ZkSession session;
    private final String path;
    private final LongConsumer onClaim;
    private final Watcher watcher = this::onEvent;
    private boolean stopped;

    ClaimWatch(EventLoop loop, ZkSession session, String path, LongConsumer onClaim) {
        this.loop = loop;
        this.session = session;
        this.path = path;
        this.onClaim = onClaim;
    }

    /** Looks, and leaves a watch; a look that is cut short is to be made again. */
    void look() {
        loop.when(session.exists(path, watcher), (stat, failure) -> {
            if (stat != null) {
                tell(stat.map(Stat::getCzxid).orElse(0L));
            } else if (!Failures.isLoss(failure)) {
                log.error("{} {} cannot be looked at", loop.logPrefix(), path, failure);
            }
        });
    }

    /** Tells nothing any more. */
    void stop() {
        stopped = true;
        session.unwatch(path, watcher);
    }

    private void onEvent(WatchedEvent event) {
        if (event.getType() == EventType.NodeDeleted) {
            loop.execute(() -> tell(0));
        } else if (event.getType() != EventType.None) {
            loop.execute(this::lookAgain);
        }
    }

    /** It was written to, or is another one after a reconnect; the watch is used up. */
    private void lookAgain() {
        if (!stopped) {
            look();
        }
    }

    private void tell(long czxid) {
        if (!stopped) {
            onClaim.accept(czxid);
        }
    }
}

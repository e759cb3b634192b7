package io.pogo.engine.lock;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Watch;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch on the claim of a child. Reports the claim's czxid, 0 if there is none, now and at each change. So a claim
 * that was deleted and created again by another owner is distinguished from the previous one, even if the time without
 * a claim was not observed. Used only on the loop.
 */
final class ClaimWatch {
    private static final Logger log = LoggerFactory.getLogger(ClaimWatch.class);

    private final EventLoop loop;
    private final Session session;
    private final String path;
    private final LongConsumer onClaim;
    private final Watch watcher = this::onEvent;
    private boolean stopped;

    ClaimWatch(EventLoop loop, Session session, String path, LongConsumer onClaim) {
        this.loop = loop;
        this.session = session;
        this.path = path;
        this.onClaim = onClaim;
    }

    String path() {
        return path;
    }

    Watch watcher() {
        return watcher;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Reads the claim, and leaves a watch; a read that is cut short must be made again. */
    void look() {
        loop.when(session.exists(path, watcher), (stat, failure) -> {
            if (stat != null) {
                tell(stat.map(Stamp::czxid).orElse(0L));
            } else if (!Failures.isLoss(failure)) {
                log.error("{} {} cannot be looked at", loop.logPrefix(), path, failure);
            }
        });
    }

    /** Ends the reports, and removes the watch. */
    void stop() {
        stopped = true;
        session.unwatch(path, watcher);
    }

    private void onEvent(String path, Watch.Kind kind) {
        if (kind == Watch.Kind.DELETED) {
            loop.execute(() -> tell(0));
        } else if (kind != Watch.Kind.AWAY) {
            loop.execute(this::lookAgain);
        }
    }

    /** Reads the claim again: it was written, or is another one after a reconnect, and the watch is used up. */
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

package io.pogo.engine.membership;

import io.pogo.CloseException;
import io.pogo.core.StuckChild;
import io.pogo.engine.access.Connection;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.members.Directory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaving the scope: give the children away, stop those that are left, then undo what joining did, in reverse order.
 * What is stuck is waited for in no step; it keeps the session, and with it its lock, until it ends. All on the loop.
 */
final class Departure {
    private static final Logger log = LoggerFactory.getLogger(Departure.class);

    private final EventLoop loop;
    private final String logPrefix;
    private final Stays stays;
    private final Directory directory;
    private final Connection connection;
    private final boolean endsSession;
    private final Duration limit;
    private final Runnable whenLeft;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private boolean stopping;
    private boolean undoing;
    private boolean undone;

    /**
     * Calls {@code whenLeft} once, when nothing of any child is left; {@link #left} may fail before, for a stuck one.
     */
    Departure(
            EventLoop loop,
            String logPrefix,
            Stays stays,
            Directory directory,
            Connection connection,
            boolean endsSession,
            Duration limit,
            Runnable whenLeft) {
        this.loop = loop;
        this.logPrefix = logPrefix;
        this.stays = stays;
        this.directory = directory;
        this.connection = connection;
        this.endsSession = endsSession;
        this.limit = limit;
        this.whenLeft = whenLeft;
    }

    /** Done when the caller need not wait any more. */
    CompletableFuture<Void> left() {
        return left;
    }

    void begin(Duration drainTimeout) {
        Membership stay = stays.current();
        if (stay != null) {
            stay.node().leaving();
        }
        if (stay == null || !stay.hasEntered() || !connection.isConnected()) {
            stopAll();
            return;
        }
        log.info("{} leaves, and gives its children away", logPrefix);
        loop.after(drainTimeout, this::stopAll);
        loop.when(directory.announceDraining(), (done, failure) -> {
            if (failure != null) {
                stopAll();
            }
            step();
        });
    }

    /** Something has changed: see what can be done next. */
    void step() {
        Membership stay = stays.current();
        if (!stopping && (stay == null || stay.isDrained())) {
            stopAll();
        }
        if (stopping && !undoing && stays.haveOnlyStuck()) {
            undoing = true;
            undo();
        }
        if (undone && stays.areEmpty()) {
            undone = false;
            whenLeft.run();
        }
    }

    private void stopAll() {
        if (!stopping) {
            stopping = true;
            Membership stay = stays.current();
            if (stay != null) {
                stay.stopAll();
            }
            step();
        }
    }

    private void undo() {
        Membership stay = stays.current();
        if (stay == null) {
            closeDirectory();
            return;
        }
        // What stands under a node id belongs to its member, and one that was refused is not that.
        CompletableFuture<Void> cleanedUp = stay.hasEntered() && connection.isConnected()
                ? stay.cleanUp().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                : CompletableFuture.completedFuture(null);
        loop.when(cleanedUp, (done, failure) -> {
            stay.leave();
            closeDirectory();
        });
    }

    private void closeDirectory() {
        if (endsSession && !connection.isConnected()) {
            directory.abandon();
            finish();
        } else {
            loop.when(directory.close(limit), (done, failure) -> finish());
        }
    }

    private void finish() {
        undone = true;
        reportStuck(stays.stuck().stream().map(StuckChild::childId).sorted().toList());
        step();
    }

    private void reportStuck(List<String> stuck) {
        if (!stuck.isEmpty()) {
            String message =
                    "the children " + stuck + " ignored their interrupt and are still running; the ZooKeeper session"
                            + " stays until they end, so that no other node starts them";
            log.error("{} {}", logPrefix, message);
            left.completeExceptionally(new CloseException(message, null));
        }
    }
}

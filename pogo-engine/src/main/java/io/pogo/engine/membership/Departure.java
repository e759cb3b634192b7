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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The departure from the scope: gives the children away, stops those that are left, then undoes the steps of joining in
 * reverse order. No step waits for stuck children; they keep the session, and with it their locks, until they end. All
 * on the loop.
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
    private @Nullable Stay entered;
    private boolean stopping;
    private boolean undoing;
    private boolean undone;

    /**
     * Creates a departure that calls {@code whenLeft} once, when no child is left here; {@link #left} may fail earlier
     * because of a stuck child.
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

    /** Returns the future that fails once children are found stuck, so that the caller need not wait any longer. */
    CompletableFuture<Void> left() {
        return left;
    }

    void begin(Duration drainTimeout) {
        Stay stay = stays.current();
        if (stay != null) {
            stay.node().leaving();
        }
        if (stay == null || !stay.hasEntered() || !connection.isConnected()) {
            stopAll();
            return;
        }
        log.info("{} leaves, and gives its children away", logPrefix);
        loop.after(drainTimeout, this::stopAll);
        entered = stay;
        step();
    }

    /**
     * Announces the departure, upon which the planner gives the children to others. It takes a temporary child that is
     * marked as started for one that has run, so marks of children that have not run are taken back first.
     */
    private void announce() {
        entered = null;
        loop.when(directory.announceDraining(), (done, failure) -> {
            if (failure != null) {
                stopAll();
            }
            step();
        });
    }

    /** Takes the next steps that are possible after a change. */
    void step() {
        Stay stay = stays.current();
        if (entered != null && (stopping || !entered.node().isWithdrawing())) {
            announce();
        }
        if (!stopping && entered == null && (stay == null || stay.isDrained())) {
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
            Stay stay = stays.current();
            if (stay != null) {
                stay.stopAll();
            }
            step();
        }
    }

    private void undo() {
        Stay stay = stays.current();
        if (stay == null) {
            closeDirectory();
            return;
        }
        // What stands under a node id belongs to its member, and one that was refused is not that.
        CompletableFuture<Void> cleanedUp = stay.hasItsId() && connection.isConnected()
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

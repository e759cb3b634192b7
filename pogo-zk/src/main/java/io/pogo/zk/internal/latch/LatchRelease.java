package io.pogo.zk.internal.latch;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Watch;
import io.pogo.zk.internal.store.ZkSession;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes one latch, and reports once when nothing of it is left in ZooKeeper: Curator deletes its znode, without a time
 * limit. The folder of a latch that was not granted may be one that it has created; the folder is deleted too if there
 * is no spec. On the loop.
 */
final class LatchRelease {
    private static final Logger log = LoggerFactory.getLogger(LatchRelease.class);

    private static final Duration LOOK_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_TIDY_PAUSE = Duration.ofMinutes(1);
    private static final int ANY_VERSION = -1;

    private final EventLoop loop;
    private final ZkSession session;
    private final Latches latches;
    private final LeaderLatch latch;
    private final String childId;
    private final boolean mayHaveMadeFolder;
    private final Runnable onGone;
    private final Watch deletions = this::onEvent;
    private @Nullable String path;
    private boolean begun;
    private boolean isGone;
    private boolean tidying;
    private boolean abandoned;
    private boolean told;

    LatchRelease(
            EventLoop loop,
            ZkSession session,
            Latches latches,
            LeaderLatch latch,
            String childId,
            boolean mayHaveMadeFolder,
            Runnable onGone) {
        this.loop = loop;
        this.session = session;
        this.latches = latches;
        this.latch = latch;
        this.childId = childId;
        this.mayHaveMadeFolder = mayHaveMadeFolder;
        this.onGone = onGone;
    }

    /**
     * Begins as soon as the latch has settled: one that is just being opened is closed a moment later, since Curator's
     * answers that come in after a close make it create its znode once more, and complain.
     */
    void begin(BooleanSupplier isSettled) {
        begun = true;
        if (abandoned || isSettled.getAsBoolean()) {
            close();
        } else {
            loop.after(LOOK_PAUSE, () -> begin(isSettled));
        }
    }

    /** The connection is back. */
    void verify() {
        if (told) {
            return;
        }
        if (tidying) {
            tidy();
        } else if (path != null) {
            look(path);
        }
    }

    /** The session is over: there is nothing to wait for. */
    void abandon() {
        abandoned = true;
        if (begun) {
            finish();
        }
    }

    private void close() {
        String ours = latch.getOurPath();
        try {
            latch.close();
        } catch (IOException | IllegalStateException e) {
            log.debug("{} closing a latch: {}", loop.logPrefix(), e.toString());
        }
        if (ours == null || abandoned) {
            finish();
            tidyLater(LatchOpening.LIMIT);
        } else {
            path = ours;
            look(ours);
            loop.after(Failures.UNTIL_MENDED, this::deleteIfLeft);
        }
    }

    /**
     * Curator may still create the znode of a latch whose opening took too long, with its folder, and delete only the
     * znode. It creates folders one after the other, so with many of them far away that may take a minute.
     */
    private void tidyLater(Duration pause) {
        if (mayHaveMadeFolder && !abandoned && pause.compareTo(LONGEST_TIDY_PAUSE) <= 0) {
            loop.after(pause, () -> {
                loop.when(latches.tidy(childId), (done, failure) -> {});
                tidyLater(pause.multipliedBy(2));
            });
        }
    }

    private void look(String at) {
        // Not exists(): on a znode that is gone it would leave its watch for as long as the session.
        loop.when(session.read(at, deletions), (znode, failure) -> {
            if (znode == null) {
                if (!Failures.isLoss(failure)) {
                    log.error("{} {} cannot be looked at", loop.logPrefix(), at, Futures.cause(failure));
                }
            } else if (znode.isEmpty()) {
                gone();
            }
        });
    }

    private void onEvent(String path, Watch.Kind kind) {
        if (kind == Watch.Kind.DELETED) {
            loop.execute(this::gone);
        }
    }

    /**
     * Deletes the znode, since Curator does not report that it may not. The child is stopped, so the node need not wait
     * for that; the znode keeps all others out until it may be deleted, or the session ends. Its path belongs to this
     * latch alone, so any version of it is deleted.
     */
    private void deleteIfLeft() {
        String left = path;
        if (left == null || abandoned || isGone) {
            return;
        }
        loop.when(session.delete(left, ANY_VERSION), (done, failure) -> {
            if (failure == null || Failures.refusal(failure) == Refusal.MISSING) {
                gone();
            } else if (Failures.isRefusal(failure)) {
                log.error("{} {} may not be deleted; no other node gets the child before that", loop.logPrefix(), left);
                finish();
                loop.after(Failures.UNTIL_MENDED, this::deleteIfLeft);
            } else {
                loop.after(Failures.UNTIL_MENDED, this::deleteIfLeft);
            }
        });
    }

    private void gone() {
        isGone = true;
        finish();
    }

    private void finish() {
        if (!mayHaveMadeFolder || abandoned) {
            tell();
        } else if (!tidying) {
            tidying = true;
            tidy();
        }
    }

    private void tidy() {
        loop.when(latches.tidy(childId), (done, failure) -> {
            if (failure == null) {
                tell();
            } else if (!Failures.isLoss(failure)) {
                log.error(
                        "{} what the lock of child {} may have left cannot be removed",
                        loop.logPrefix(),
                        childId,
                        Futures.cause(failure));
                tell();
            }
        });
    }

    private void tell() {
        if (!told) {
            told = true;
            onGone.run();
        }
    }
}

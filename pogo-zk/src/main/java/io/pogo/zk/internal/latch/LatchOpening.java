package io.pogo.zk.internal.latch;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.store.Failures;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/**
 * The requests with which a LeaderLatch opens: it creates its znode, lists the queue, and reads its own znode or the
 * one before it. Each is sent when the one before is answered. A latch that is closed in between creates its znode once
 * more, and with it a folder that is gone by then, so it is closed only when they are all answered. Their duration
 * depends on the distance to ZooKeeper, so it is not estimated. On the loop.
 */
final class LatchOpening {
    /**
     * The number of answers to wait for. A client's requests are answered in their order, and the requests here are
     * sent after the answers that the latch's requests follow from.
     */
    private static final int ANSWERS = 3;

    /** Curator does not report that it was refused; then there is nothing to wait for. */
    static final Duration LIMIT = Failures.UNTIL_MENDED;

    private final EventLoop loop;
    private final ZkSession session;
    private final LeaderLatch latch;
    private boolean begun;
    private long begunNanos;
    private boolean done;
    private boolean asking;

    LatchOpening(EventLoop loop, ZkSession session, LeaderLatch latch) {
        this.loop = loop;
        this.session = session;
        this.latch = latch;
    }

    /** The latch is started now. */
    void begin() {
        begun = true;
        begunNanos = System.nanoTime();
    }

    /** The latch leads, or could not be started. */
    void done() {
        done = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /**
     * Returns whether the latch may be closed. Asks ZooKeeper if that is not known; call it again a moment later.
     */
    boolean isOver() {
        if (!begun || done || System.nanoTime() - begunNanos > LIMIT.toNanos()) {
            return true;
        }
        String path = latch.getOurPath();
        if (path != null && !asking) {
            asking = true;
            ask(path, ANSWERS);
        }
        return false;
    }

    private void ask(String path, int answers) {
        if (answers == 0) {
            done = true;
            return;
        }
        loop.when(session.exists(path, null), (stat, failure) -> {
            if (failure == null) {
                ask(path, answers - 1);
            } else {
                asking = false;
            }
        });
    }
}

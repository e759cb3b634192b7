package io.pogo.zk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The local proof that our session lives. Every sixth of the session timeout a {@code sync} goes through ZooKeeper's leader; the
 * lease runs two thirds of the timeout from the moment at which the last answered one was <em>sent</em>, on the monotonic clock.
 * The leader expires a session no earlier than a whole timeout after it last heard of it, so the lease is over first, whatever the
 * client library believes. A server cut off from the leader answers reads and pings and no {@code sync}. All on the loop, but for the
 * answers.
 *
 * <p>See Gray and Cheriton, "Leases" (1989), for the idea. Curator's own timer is not enough: it starts only when the
 * client notices the silence, up to two thirds of the timeout late (CURATOR-460).
 */
final class Lease {
    private static final Duration LEAST_GRACE = Duration.ofMillis(500);

    private final EventLoop loop;
    private final ZkSession session;
    private final String path;
    private final long durationNanos;
    private final Duration interval;
    private final Runnable onEnd;
    private volatile long endNanos;
    private EventLoop.@Nullable Timer proofTimer;
    private EventLoop.@Nullable Timer endTimer;
    private volatile boolean over;

    Lease(EventLoop loop, ZkSession session, String path, Duration sessionTimeout, Runnable onEnd) {
        this.loop = loop;
        this.session = session;
        this.path = path;
        this.durationNanos = sessionTimeout.toNanos() / 3 * 2;
        this.interval = sessionTimeout.dividedBy(6);
        this.onEnd = onEnd;
    }

    /** Begins, with a proof that was sent at this time. */
    void begin(long provenNanos) {
        endNanos = provenNanos + durationNanos;
        prove();
        armEnd();
    }

    /** Whether it still runs; may be asked on any thread. */
    boolean holds() {
        return !over && System.nanoTime() - endNanos < 0;
    }

    /** How long it runs on without another proof; may be asked on any thread. */
    Duration margin() {
        long left = endNanos - System.nanoTime();
        return over || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    /**
     * How long it is at least until ZooKeeper may give our locks to others. The leader hears of us through our server up to a proof's
     * interval late, and only adds to what it allows; a sixth of the timeout is what is certain. A moment is always granted: a
     * child that was only now told cannot have stopped.
     */
    Duration grace() {
        long left = endNanos + interval.toNanos() - System.nanoTime();
        return left > LEAST_GRACE.toNanos() ? Duration.ofNanos(left) : LEAST_GRACE;
    }

    void close() {
        over = true;
        cancel(proofTimer);
        cancel(endTimer);
    }

    /** Asks for a proof now, as after a lost connection is back, and then at each interval. */
    void prove() {
        cancel(proofTimer);
        long sent = System.nanoTime();
        Futures.whenDone(session.sync(path), (done, failure) -> {
            if (failure == null) {
                proven(sent);
            }
        });
        proofTimer = loop.after(interval, () -> {
            if (!over) {
                prove();
            }
        });
    }

    /**
     * At once, on ZooKeeper's event thread: on the loop it would wait for all that was posted before it, and the lease might end meanwhile.
     * Nobody else writes once it has begun.
     */
    private void proven(long sentNanos) {
        if (sentNanos + durationNanos - endNanos > 0) {
            endNanos = sentNanos + durationNanos;
        }
    }

    private void armEnd() {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            close();
            onEnd.run();
        } else {
            endTimer = loop.after(Duration.ofNanos(left), () -> {
                if (!over) {
                    armEnd();
                }
            });
        }
    }

    private static void cancel(EventLoop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}

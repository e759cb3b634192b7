package io.pogo.engine.lease;

import io.pogo.engine.base.Moment;
import io.pogo.engine.store.ProofHistory;
import java.time.Duration;

/**
 * The time for which one proof of the session lets the children run: up to two thirds of the session timeout from the
 * moment at which the proof was sent.
 *
 * <p>The leader counts the timeout from when it last heard of the session, see {@link ProofHistory}. If the timeout is
 * at least two ticks, which is ZooKeeper's default minimum, and the requests are at most an eighth of the timeout apart
 * and are answered at once, then the leader last heard of the session at most a quarter of the timeout before the
 * proof: the session lives three quarters of the timeout from the proof on. Longer pauses between the requests shorten
 * the term. Proofs that are a sixth of the timeout apart make it seven twelfths of the timeout.
 *
 * @param sent the moment at which the proof was sent
 * @param unheardNanos the maximum time between the leader's last contact with the session and {@code sent}
 * @param timeoutNanos the session timeout when the proof was sent
 */
public record LeaseTerm(Moment sent, long unheardNanos, long timeoutNanos) {
    /** Returns this term or the other one, whichever was proven later. */
    LeaseTerm orLater(LeaseTerm other) {
        return other.sent.nanos() - sent.nanos() > 0 ? other : this;
    }

    /** Returns whether the term is shorter than half of the timeout, as after a pause in the proofs. */
    public boolean isShort() {
        return leftNanos(sent, Duration.ofNanos(timeoutNanos)) < timeoutNanos / 2;
    }

    /**
     * Returns the remaining time of the term; negative once it is over. A timeout that was negotiated down since then
     * shortens it.
     */
    public long leftNanos(Moment now, Duration timeoutNow) {
        return leftNanos(now.nanos(), now.wallMillis(), timeoutNow.toNanos());
    }

    /** Returns the remaining time of the term in nanoseconds, without allocating an object. */
    long leftNanos(long nowNanos, long nowWallMillis, long timeoutNowNanos) {
        long timeout = Math.min(timeoutNanos, timeoutNowNanos);
        long tooEarly = Math.max(0, unheardNanos - timeout / 4);
        return timeout / 3 * 2 - tooEarly - sent.until(nowNanos, nowWallMillis);
    }

    /** Returns the time for which the session is certain to live; negative if it may be over. */
    public long certainNanos(Moment now, Duration timeoutNow) {
        return certainNanos(now.nanos(), now.wallMillis(), timeoutNow.toNanos());
    }

    /** Returns the time for which the session is certain to live in nanoseconds, without allocating an object. */
    long certainNanos(long nowNanos, long nowWallMillis, long timeoutNowNanos) {
        long timeout = Math.min(timeoutNanos, timeoutNowNanos);
        return leftNanos(nowNanos, nowWallMillis, timeoutNowNanos) + timeout / 12;
    }
}

package io.pogo.engine.lease;

import io.pogo.engine.base.Moment;
import io.pogo.engine.store.ProofHistory;
import java.time.Duration;

/**
 * The time for which one proof of the session lets the children run: up to two thirds of the session timeout from the
 * moment at which the proof was sent.
 *
 * <p>The leader counts the timeout from when it last heard of the session, see {@link ProofHistory}. With a timeout of
 * at least two ticks, which is ZooKeeper's default minimum, and requests that are no more than an eighth of the timeout
 * apart and are answered at once, that is no more than a quarter of the timeout before the proof: the session lives
 * three quarters of the timeout from the proof on. Longer pauses between the requests shorten the term. Proofs that are
 * a sixth of the timeout apart make it seven twelfths of the timeout.
 *
 * @param sent when the proof was sent
 * @param unheardNanos how long before that the leader last heard of the session at the latest
 * @param timeoutNanos the session timeout when it was sent
 */
public record LeaseTerm(Moment sent, long unheardNanos, long timeoutNanos) {
    /** Returns this term or another one, whichever was proven later. */
    LeaseTerm orLater(LeaseTerm other) {
        return other.sent.nanos() - sent.nanos() > 0 ? other : this;
    }

    /** Returns true if it is less than half of the timeout, as after a pause in the proofs. */
    public boolean isShort() {
        return leftNanos(sent, Duration.ofNanos(timeoutNanos)) < timeoutNanos / 2;
    }

    /**
     * Returns how much of it is left; negative once it is over. A timeout that was negotiated down since then shortens
     * it.
     */
    public long leftNanos(Moment now, Duration timeoutNow) {
        return leftNanos(now.nanos(), now.wallMillis(), timeoutNow.toNanos());
    }

    /** The same without making an object. */
    long leftNanos(long nowNanos, long nowWallMillis, long timeoutNowNanos) {
        long timeout = Math.min(timeoutNanos, timeoutNowNanos);
        long tooEarly = Math.max(0, unheardNanos - timeout / 4);
        return timeout / 3 * 2 - tooEarly - sent.until(nowNanos, nowWallMillis);
    }

    /** Returns how long the session lives for certain; negative if it may be over. */
    public long certainNanos(Moment now, Duration timeoutNow) {
        return certainNanos(now.nanos(), now.wallMillis(), timeoutNow.toNanos());
    }

    /** The same without making an object. */
    long certainNanos(long nowNanos, long nowWallMillis, long timeoutNowNanos) {
        long timeout = Math.min(timeoutNanos, timeoutNowNanos);
        return leftNanos(nowNanos, nowWallMillis, timeoutNowNanos) + timeout / 12;
    }
}

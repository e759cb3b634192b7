package io.pogo.zk;

import java.time.Duration;

/**
 * The time for which one proof of the session lets the children run: two thirds of the session timeout from the moment at which the
 * proof was sent.
 *
 * <p>A follower reports the sessions that it heard of to the leader with the answer to each ping, which comes every half tick. A
 * follower that dies loses what it had to report, so the leader counts the timeout from the request before the proof, or from half a
 * tick before the proof, whichever is earlier. With a timeout of at least two ticks, which is ZooKeeper's default minimum, and a request
 * no more than a quarter of the timeout before the proof, the session lives three quarters of the timeout from the proof on. A request
 * that was longer ago shortens the term.
 *
 * @param sent when the proof was sent
 * @param previousNanos when the request before it was sent, on the monotonic clock
 * @param timeoutNanos the session timeout when it was sent
 */
record LeaseTerm(Moment sent, long previousNanos, long timeoutNanos) {
    /** The request before the first proof is the client's own ping, at most a third of the timeout ago. */
    static LeaseTerm first(Moment sent, Duration timeout) {
        return new LeaseTerm(sent, sent.nanos() - timeout.toNanos() / 3, timeout.toNanos());
    }

    /** Returns this term or another one, whichever was proven later. */
    LeaseTerm orLater(LeaseTerm other) {
        return other.sent.nanos() - sent.nanos() > 0 ? other : this;
    }

    /** Returns how much of it is left; negative once it is over. A timeout that was negotiated down since then shortens it. */
    long leftNanos(Moment now, Duration timeoutNow) {
        return leftNanos(now.nanos(), now.wallMillis(), timeoutNow.toNanos());
    }

    /** The same without making an object. */
    long leftNanos(long nowNanos, long nowWallMillis, long timeoutNowNanos) {
        long timeout = Math.min(timeoutNanos, timeoutNowNanos);
        long tooEarly = Math.max(0, sent.nanos() - previousNanos - timeout / 4);
        return timeout / 3 * 2 - tooEarly - sent.until(nowNanos, nowWallMillis);
    }

    /** Returns how long the session lives for certain; negative if it may be over. */
    long certainNanos(Moment now, Duration timeoutNow) {
        return certainNanos(now.nanos(), now.wallMillis(), timeoutNow.toNanos());
    }

    /** The same without making an object. */
    long certainNanos(long nowNanos, long nowWallMillis, long timeoutNowNanos) {
        long timeout = Math.min(timeoutNanos, timeoutNowNanos);
        return leftNanos(nowNanos, nowWallMillis, timeoutNowNanos) + timeout / 12;
    }
}

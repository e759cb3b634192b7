package io.pogo.engine.lease;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.run.GuardedStay;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ProofHistory;
import io.pogo.engine.store.ZkSession;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * The local proof that our session lives. Every sixth of the session timeout a check of this node's own znode in the
 * planner's queue is committed by a quorum; the lease runs up to two thirds of the timeout from the moment at which the
 * last answered one was <em>sent</em>, see {@link LeaseTerm}. The session expires later than that, so the lease is over
 * first, whatever the client library believes. A {@code sync} would prove nothing: a deposed leader answers it
 * (ZOOKEEPER-1675).
 *
 * <p>The timeout is the one that is negotiated now: a server that comes back may grant less. All on the loop, but for
 * the answers and what other threads may ask.
 *
 * <p>See Gray and Cheriton, "Leases" (1989), for the idea. Curator's own timer is not enough: it starts only when the
 * client notices the silence, up to two thirds of the timeout late (CURATOR-460).
 */
public final class Lease implements GuardedStay.Term {
    private static final long LEAST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration PROOF_PAUSE = Duration.ofMillis(100);

    /** A part of the timeout: the lease is proven six times in it, and looked at twelve times. */
    private static final int PROOFS = 6;

    /** After a pause a proof makes the lease longer only once the end of the pause was reported for certain: soon. */
    private static final int PROOFS_WHILE_SHORT = 18;

    /**
     * If no more is known, the request before the first proof is the client's own ping, at most a third of the timeout
     * ago.
     */
    private static final int PINGS = 3;

    private static final int LOOKS = 12;

    private final EventLoop loop;
    private final ZkSession session;
    private final Supplier<@Nullable String> place;
    private final Runnable onAbsent;
    private volatile @Nullable LeaseTerm term;
    private volatile boolean over;
    private EventLoop.@Nullable Timer proofTimer;
    private long lastSentNanos;

    /**
     * A lease that has not begun.
     *
     * @param place our znode in the planner's queue, null while there is none
     * @param onAbsent hears, on the loop, that a quorum answered that our znode is not in the queue; the session lives
     */
    public Lease(EventLoop loop, ZkSession session, Supplier<@Nullable String> place, Runnable onAbsent) {
        this.loop = loop;
        this.session = session;
        this.place = place;
        this.onAbsent = onAbsent;
    }

    /** Begins, with a proof that was sent at this moment. */
    public void begin(Moment proven) {
        session.proofs().heardSince(proven.minus(timeout().dividedBy(PINGS)));
        term = term(proven, timeout());
        prove();
    }

    /** Returns false once it is over; may be asked on any thread. */
    boolean holds() {
        return leftNanos() > 0;
    }

    /** How long it runs on without another proof; may be asked on any thread. */
    public Duration margin() {
        return Duration.ofNanos(Math.max(0, leftNanos()));
    }

    /**
     * Returns how long it is at least until ZooKeeper may give our locks to others; may be asked on any thread. A child
     * that is asked to stop when that is past already still has a moment, in which others may run it.
     */
    public Duration grace() {
        return Duration.ofNanos(graceNanos());
    }

    @Override
    public long graceNanos() {
        LeaseTerm now = term;
        long certain = now == null ? 0 : now.certainNanos(System.nanoTime(), WallClock.millis(), timeoutNanos());
        return certain > 0 ? certain : LEAST_GRACE_NANOS;
    }

    /** Ends it for good: a proof that is answered later changes nothing. On any thread. */
    @Override
    public void close() {
        over = true;
    }

    /**
     * Asks for a proof now, as after a lost connection is back, and then at each interval. Further proofs may be under
     * way.
     */
    public void prove() {
        if (over || term == null) {
            return;
        }
        Moment sent = Moment.now();
        Duration timeout = timeout();
        lastSentNanos = sent.nanos();
        String own = place.get();
        Futures.whenDone(session.prove(own == null ? "/" : own), (there, failure) -> {
            if (failure != null) {
                loop.execute(() -> onFailure(sent, failure));
                return;
            }
            LeaseTerm next = term(sent, timeout);
            proven(next);
            if (next.isShort()) {
                loop.execute(() -> proveAgain(sent, timeout().dividedBy(PROOFS_WHILE_SHORT)));
            }
            if (own != null && Code.NONODE.equals(there)) {
                loop.execute(onAbsent);
            }
        });
        proveIn(timeout().dividedBy(PROOFS));
    }

    private LeaseTerm term(Moment sent, Duration timeout) {
        long unheard = session.proofs().add(new ProofHistory.Request(sent, Moment.now()), timeout.toNanos());
        return new LeaseTerm(sent, unheard, timeout.toNanos());
    }

    /**
     * At once, on ZooKeeper's event thread: on the loop it would wait for all that was posted before it, and the lease
     * might end meanwhile.
     */
    private synchronized void proven(LeaseTerm next) {
        LeaseTerm now = term;
        term = now == null ? next : now.orLater(next);
    }

    /**
     * After a lost connection the next one is awaited; any other answer says nothing of the session, and is asked for
     * again soon.
     */
    private void onFailure(Moment sent, Throwable failure) {
        if (!Failures.isLoss(failure)) {
            Duration interval = timeout().dividedBy(PROOFS);
            proveAgain(sent, interval.compareTo(PROOF_PAUSE) < 0 ? interval : PROOF_PAUSE);
        }
    }

    /** Sooner than it would be, unless another one was sent since. */
    private void proveAgain(Moment sent, Duration pause) {
        if (!over && sent.nanos() == lastSentNanos) {
            proveIn(pause);
        }
    }

    private void proveIn(Duration pause) {
        if (proofTimer != null) {
            proofTimer.cancel();
        }
        proofTimer = loop.after(pause, this::prove);
    }

    /**
     * Returns how long it is until its end has to be looked at again: a clock that jumps ends it sooner than it seemed.
     */
    @Override
    public long lookNanos() {
        return timeoutNanos() / LOOKS;
    }

    /**
     * Returns how long it runs on without another proof, not above zero once it is over; may be asked on any thread.
     */
    @Override
    public long leftNanos() {
        LeaseTerm now = term;
        return over || now == null ? 0 : now.leftNanos(System.nanoTime(), WallClock.millis(), timeoutNanos());
    }

    /** The one that is granted now; zero when the server has said that the session is over. */
    private Duration timeout() {
        return Duration.ofNanos(timeoutNanos());
    }

    private long timeoutNanos() {
        return TimeUnit.MILLISECONDS.toNanos(session.negotiatedTimeoutMillis());
    }
}

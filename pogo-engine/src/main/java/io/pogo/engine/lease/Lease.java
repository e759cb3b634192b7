package io.pogo.engine.lease;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.run.GuardedStay;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ProofHistory;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The local proof that this node's session is alive. Every sixth of the session timeout a check of this node's own
 * znode in the planner's queue is committed by a quorum; the lease runs up to two thirds of the timeout from the moment
 * at which the last answered check was <em>sent</em>, see {@link LeaseTerm}. The session expires later than that, so
 * the lease ends first, whatever the client library believes. A {@code sync} would prove nothing: a deposed leader
 * answers it (ZOOKEEPER-1675).
 *
 * <p>The timeout is the one that is currently negotiated: a server that comes back may grant less. All methods run on
 * the loop, except the handling of answers and the methods that are documented for any thread.
 *
 * <p>See Gray and Cheriton, "Leases" (1989), for the idea. Curator's own timer is not enough: it starts only when the
 * client notices the silence, up to two thirds of the timeout late (CURATOR-460).
 */
public final class Lease implements GuardedStay.Term {
    private static final long LEAST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration PROOF_PAUSE = Duration.ofMillis(100);

    /** The number of proofs in one session timeout; the lease is checked twice as often, see {@link #LOOKS}. */
    private static final int PROOFS = 6;

    /**
     * The number of proofs in one session timeout while the term is short. After a pause in the proofs the term is
     * extended only once a proof confirms that the pause is over, so the next proof is sent early.
     */
    private static final int PROOFS_WHILE_SHORT = 18;

    /**
     * The divisor that gives the assumed age of the last request before the first proof: if nothing else is known, that
     * request is the client's own ping, at most a third of the timeout ago.
     */
    private static final int PINGS = 3;

    private static final int LOOKS = 12;

    private final EventLoop loop;
    private final Session session;
    private final Supplier<@Nullable String> place;
    private final Runnable onAbsent;
    private volatile @Nullable LeaseTerm term;
    private volatile boolean over;
    private EventLoop.@Nullable Timer proofTimer;
    private long lastSentNanos;

    /**
     * Creates a lease that has not begun.
     *
     * @param place this node's znode in the planner's queue, null while there is none
     * @param onAbsent called on the loop when a quorum answered that this node's znode is not in the queue while the
     *     session is alive
     */
    public Lease(EventLoop loop, Session session, Supplier<@Nullable String> place, Runnable onAbsent) {
        this.loop = loop;
        this.session = session;
        this.place = place;
        this.onAbsent = onAbsent;
    }

    /** Begins the lease with a proof that was sent at this moment. */
    public void begin(Moment proven) {
        session.proofs().heardSince(proven.minus(timeout().dividedBy(PINGS)));
        term = term(proven, timeout());
        prove();
    }

    /** Returns whether the lease still holds; may be called on any thread. */
    boolean holds() {
        return leftNanos() > 0;
    }

    /**
     * Returns the time that the lease lasts without another proof, zero once it is over; may be called on any thread.
     */
    public Duration margin() {
        return Duration.ofNanos(Math.max(0, leftNanos()));
    }

    /**
     * Returns the minimum time until ZooKeeper may grant this node's locks to others; may be called on any thread. If
     * that time is already over, a child that is asked to stop still gets a short grace period, in which others may run
     * it.
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

    /** Ends the lease for good: a proof that is answered later changes nothing. May be called on any thread. */
    @Override
    public void close() {
        over = true;
    }

    /** Requests a proof now, as after a reconnect, and then at each interval. Other proofs may still be in flight. */
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
            if (own != null && there.filter(Refusal.MISSING::equals).isPresent()) {
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
     * Applies a proof immediately, on ZooKeeper's event thread: on the loop it would wait for everything that was
     * posted before it, and the lease might end meanwhile.
     */
    private synchronized void proven(LeaseTerm next) {
        LeaseTerm now = term;
        term = now == null ? next : now.orLater(next);
    }

    /**
     * Handles a failed proof. After a lost connection the proof that follows the reconnect is awaited; any other
     * failure says nothing about the session, and the proof is soon requested again.
     */
    private void onFailure(Moment sent, Throwable failure) {
        if (!Failures.isLoss(failure)) {
            Duration interval = timeout().dividedBy(PROOFS);
            proveAgain(sent, interval.compareTo(PROOF_PAUSE) < 0 ? interval : PROOF_PAUSE);
        }
    }

    /** Schedules the next proof earlier than planned, unless another one was sent since. */
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
     * Returns the interval after which the end of the lease must be checked again: a jump of the clock ends it earlier
     * than expected.
     */
    @Override
    public long lookNanos() {
        return timeoutNanos() / LOOKS;
    }

    /**
     * Returns the time that the lease lasts without another proof, zero or negative once it is over; may be called on
     * any thread.
     */
    @Override
    public long leftNanos() {
        LeaseTerm now = term;
        return over || now == null ? 0 : now.leftNanos(System.nanoTime(), WallClock.millis(), timeoutNanos());
    }

    /**
     * Returns the session timeout that is currently granted; zero when the server has reported that the session is
     * over.
     */
    private Duration timeout() {
        return Duration.ofNanos(timeoutNanos());
    }

    private long timeoutNanos() {
        return session.timeout().toNanos();
    }
}

package io.pogo.engine.node;

import io.pogo.ChildEvent;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.ChildAction;
import io.pogo.core.ChildLifecycle;
import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import io.pogo.core.RunEnd;
import io.pogo.core.StuckChild;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Gate;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.run.ChildRun;
import io.pogo.engine.run.CrashReport;
import io.pogo.engine.store.Failures;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one child on this node, from assignment to release: carries out the actions of {@link ChildLifecycle}.
 * All on the loop.
 */
final class ChildSlot implements ChildLock.Holder, OwnedSpec.Owner {
    private static final Logger log = LoggerFactory.getLogger(ChildSlot.class);

    private final NodeServices services;
    private final ChildLock lock;
    private final Runnable whenStuck;
    private final Runnable whenGone;
    private HeldSpec held;
    private ChildSpec spec;
    private ChildPhase phase = ChildPhase.WAITING;
    private ChildLock.@Nullable Grant grant;
    private final StartReason reason;
    private final ChildReport report;
    private final CrashHistory trouble;
    private final ChildRuns runs;
    private final OwnedSpec owned;
    private final StopDeadline deadline;
    private boolean lockLost;
    private int ranRevision;
    private long stopAskedAt;
    private EventLoop.@Nullable Timer pause;
    private Gate.@Nullable Place start;

    ChildSlot(
            NodeServices services,
            StoredAssignment assignment,
            HeldSpec held,
            ChildSpec spec,
            Runnable whenStuck,
            Runnable whenGone) {
        this.services = services;
        this.held = held;
        this.spec = spec;
        this.whenStuck = whenStuck;
        this.whenGone = whenGone;
        this.reason = assignment.assignment().reason();
        this.report = new ChildReport(services, spec.id());
        this.trouble = new CrashHistory(services.failures(), spec, assignment.troubled(), assignment.trial());
        this.runs = new ChildRuns(services, reason, new RunEvents());
        this.owned = new OwnedSpec(services, spec.id(), this);
        this.deadline = new StopDeadline(services, runs::insist, this::onDeadline);
        this.lock = services.locks().create(assignment, held.folder(), this);
    }

    void open() {
        publish();
        report.event(ChildEvent.Type.ASSIGNED, reason.name());
        lock.acquire();
    }

    String id() {
        return spec.id();
    }

    long czxid() {
        return held.stored().czxid();
    }

    /**
     * Returns whether the stored spec is about this child, not a later one with the same id, and requests that it runs.
     */
    boolean isToRun(StoredSpec stored) {
        return held.isToRun(stored);
    }

    int revision() {
        return held.stored().revision();
    }

    ChildPhase phase() {
        return phase;
    }

    /** Returns the record that is shown while the child is stuck. */
    Optional<StuckChild> stuck() {
        return phase == ChildPhase.STUCK
                ? Optional.of(new StuckChild(spec.id(), services.nodeId(), stopAskedAt, lockLost))
                : Optional.empty();
    }

    /**
     * Restarts the same child with its changed spec; a child that is just done is not restarted here, its spec is read
     * again once it is gone.
     */
    void renew(HeldSpec newHeld, ChildSpec newSpec) {
        boolean hasBegun = phase != ChildPhase.WAITING && phase != ChildPhase.PREPARING;
        if (spec.restart() == Restart.TEMPORARY && hasBegun) {
            return; // it runs once
        }
        if (phase != ChildPhase.FINISHING) {
            held = newHeld;
            spec = newSpec;
            signal(ChildSignal.AFRESH);
        }
    }

    /** Passes on to the lock the assignment, which was read again and still names this child. */
    void assigned(StoredAssignment assignment) {
        lock.assigned(assignment);
    }

    /** Gives the child back if it is temporary and has not run yet, so that it may run elsewhere. */
    void withdraw() {
        if (phase == ChildPhase.PREPARING && spec.restart() == Restart.TEMPORARY) {
            signal(ChildSignal.STOP);
        }
    }

    /** Stops the child, which is no longer assigned to this node. */
    void stop() {
        signal(ChildSignal.STOP);
    }

    /** Checks the lock again after a reconnect, and repeats the request that may have been cut short. */
    void verify() {
        lock.verify();
        if (phase == ChildPhase.PREPARING) {
            perform(ChildAction.PREPARE);
        } else if (phase == ChildPhase.WITHDRAWING) {
            perform(ChildAction.WITHDRAW);
        } else if (phase == ChildPhase.FINISHING) {
            perform(ChildAction.FINISH);
        }
    }

    /** Stops the child because the session is over. */
    void abandon() {
        lockIsLost();
        deadline.sessionIsOver();
        lock.abandon();
        signal(ChildSignal.LOST);
        watchStuckWithoutLock();
    }

    @Override
    public void granted(ChildLock.Grant granted) {
        grant = granted;
        report.owned(granted.token());
        report.event(ChildEvent.Type.OWNED, null);
        signal(ChildSignal.GRANTED);
    }

    @Override
    public void lost(String why) {
        lockIsLost();
        boolean mattered = phase.mayRun();
        if (mattered) {
            runs.stop();
            report.event(ChildEvent.Type.LOCK_LOST, why);
        }
        signal(ChildSignal.LOST);
        watchStuckWithoutLock();
        if (phase == ChildPhase.STUCK) {
            whenStuck.run();
        }
        if (mattered) {
            // A lost session is worth one line, not one for each child.
            if (deadline.isSessionOver()) {
                log.debug("{} child {} lost its lock: {}", services.logPrefix(), spec.id(), why);
            } else {
                services.losses().add(spec.id(), "lost its lock: " + why);
            }
        }
    }

    @Override
    public void released() {
        report.event(ChildEvent.Type.RELEASED, lockLost ? "its lock was lost" : null);
        signal(ChildSignal.RELEASED);
    }

    private void signal(ChildSignal signal) {
        ChildLifecycle.Row row = ChildLifecycle.next(phase, signal);
        if (row.to() != phase && pause != null) {
            pause.cancel();
            pause = null;
        }
        ChildPhase before = phase;
        phase = row.to();
        publish();
        row.actions().forEach(this::perform);
        if (before == ChildPhase.STUCK && row.to() != before) {
            whenStuck.run();
        }
        log.debug("{} child {}: {} in {} -> {}", services.logPrefix(), spec.id(), signal, before, row.to());
    }

    private void perform(ChildAction action) {
        switch (action) {
            case PREPARE -> prepare();
            case WITHDRAW -> owned.withdraw(held, spec, Objects.requireNonNull(grant));
            case LAUNCH -> launch();
            case ANNOUNCE -> announce();
            case RECORD_CRASH ->
                trouble.recordCrash(held.stored(), Objects.requireNonNull(grant).token());
            case RECORD_GIVE_UP -> giveUp();
            case CLEAR_FAILURE -> recover();
            case FORGET_CRASHES -> forgetCrashes();
            case ARM_RESTART -> armRestart();
            case ASK_STOP -> askStop();
            case HASTEN -> deadline.hasten();
            case REPORT_STUCK -> reportStuck();
            case FINISH -> finish();
            case RELEASE -> release();
            case FORGET -> forget();
        }
    }

    private void finish() {
        if (lockLost) {
            signal(ChildSignal.LOST);
        } else {
            owned.finish(held, Objects.requireNonNull(grant));
        }
    }

    @Override
    public void answered(ChildPhase asked, ChildSignal answer) {
        if (phase == asked) {
            signal(answer);
        }
    }

    @Override
    public void refused() {
        services.loop().after(Failures.UNTIL_MENDED, this::verify);
    }

    private void launch() {
        if (start == null) {
            start = services.starts().enter(this::launchNow);
        } else {
            launchNow();
        }
    }

    /**
     * Prepares the run. A temporary child is marked as started only when its turn to start has come: a waiting one can
     * still be run elsewhere.
     */
    private void prepare() {
        leaveStart();
        if (spec.restart() == Restart.TEMPORARY) {
            start = services.starts().enter(this::prepareNow);
        } else {
            prepareNow();
        }
    }

    private void prepareNow() {
        if (phase == ChildPhase.PREPARING) {
            owned.prepare(held, spec, Objects.requireNonNull(grant));
        }
    }

    private void release() {
        leaveStart();
        runs.lockIsOver();
        lock.release();
    }

    private void launchNow() {
        if (!services.guard().mayRun()) {
            lost("the lease is over");
            return;
        }
        ranRevision = revision();
        runs.launch(held, spec, Objects.requireNonNull(grant));
        trouble.launched(held.stored());
        report.launched(runs.incarnation());
        publish();
    }

    /** Handles the events of a run, on the loop. */
    private final class RunEvents implements ChildRun.Observer {
        @Override
        public void runs() {
            leaveStart();
            signal(ChildSignal.RUNS);
        }

        @Override
        public void ended(boolean byItself, @Nullable CrashReport crash) {
            onEnded(byItself, crash);
        }
    }

    private void onEnded(boolean byItself, @Nullable CrashReport crash) {
        leaveStart();
        deadline.cancel();
        if (phase == ChildPhase.STARTING || phase == ChildPhase.RUNNING) {
            if (!byItself) {
                lost("the lease is over");
                return;
            }
            ChildSignal end = trouble.ended(spec, crash);
            if (crash != null) {
                report.event(ChildEvent.Type.CRASHED, trouble.reason());
            } else {
                report.event(ChildEvent.Type.COMPLETED, null);
            }
            if (end == ChildSignal.ENDED_TOO_OFTEN) {
                report.event(ChildEvent.Type.GAVE_UP, trouble.reason());
            }
            signal(end);
            if (crash != null) {
                log.warn("{} child {} crashed: {}", services.logPrefix(), spec.id(), crash.trace());
            }
        } else {
            boolean isDone = byItself && wasDone(crash);
            report.event(
                    isDone && crash == null ? ChildEvent.Type.COMPLETED : ChildEvent.Type.STOPPED,
                    crash == null ? null : crash.line());
            signal(isDone ? ChildSignal.ENDED_DONE : ChildSignal.ENDED_AGAIN);
            if (crash != null) {
                services.failedStops().add(spec.id(), "failed while it was asked to stop: " + crash.line());
                log.debug("{} child {} failed: {}", services.logPrefix(), spec.id(), crash.trace());
            }
        }
    }

    /**
     * Returns whether the run had ended by itself before it was asked to stop: unless another run was requested,
     * completed work is not repeated elsewhere.
     */
    private boolean wasDone(@Nullable CrashReport crash) {
        return ranRevision == revision() && RunEnd.of(spec.restart(), crash != null, false) == ChildSignal.ENDED_DONE;
    }

    private void announce() {
        report.event(ChildEvent.Type.STARTED, runs.reason().name());
        if (trouble.isOpen()) {
            pause = services.loop().after(spec.period(), () -> signal(ChildSignal.STEADY));
        }
        services.runs().add(spec.id(), "runs");
    }

    private void giveUp() {
        trouble.recordGiveUp(held.stored());
        log.warn("{} child {} crashed too often, this node gives it up", services.logPrefix(), spec.id());
    }

    private void recover() {
        report.event(ChildEvent.Type.RECOVERED, null);
        trouble.clearRecord(held.stored());
    }

    private void armRestart() {
        Duration backoff = trouble.backoff();
        report.event(ChildEvent.Type.RESTARTING, "in " + backoff.toMillis() + " ms");
        pause = services.loop().after(backoff, () -> signal(ChildSignal.DUE));
    }

    private void forgetCrashes() {
        trouble.forget(spec);
        publish();
    }

    private void askStop() {
        stopAskedAt = WallClock.millis();
        deadline.begin(spec.shutdown());
        boolean isActive = runs.stop();
        leaveStart();
        report.event(ChildEvent.Type.STOPPING, whyStopping());
        if (!isActive) {
            deadline.cancel();
            signal(ChildSignal.ENDED_AGAIN);
        }
    }

    /**
     * Reports the child as overdue unless it has ended. Timers do not wait for events that were posted earlier: the
     * notification of a stop in time may still be on its way.
     */
    private void onDeadline() {
        if (!runs.hasEnded()) {
            signal(ChildSignal.OVERDUE);
        }
    }

    private String whyStopping() {
        if (phase == ChildPhase.CYCLING) {
            return "to be run afresh";
        }
        return lockLost ? "its lock is lost" : "no longer assigned to this node";
    }

    private void reportStuck() {
        String what = lockLost
                ? "did not stop in time, and its lock is lost: it may run twice"
                : "did not stop within " + spec.shutdown().toMillis() + " ms; its lock is kept";
        watchStuckWithoutLock();
        whenStuck.run();
        report.event(ChildEvent.Type.STUCK, what);
        log.error("{} child {} {}", services.logPrefix(), spec.id(), what);
    }

    private void lockIsLost() {
        lockLost = true;
        runs.lockIsOver();
    }

    private void watchStuckWithoutLock() {
        if (lockLost && phase == ChildPhase.STUCK) {
            services.onStuckWithoutLock().run();
        }
    }

    private void leaveStart() {
        if (start != null) {
            Gate.Place place = start;
            start = null;
            place.leave();
        }
    }

    private void forget() {
        report.hide();
        whenGone.run();
    }

    /**
     * Shows the current state of the child. A child that is gone is also notified of the end of its session, and must
     * not be shown again.
     */
    private void publish() {
        if (phase != ChildPhase.GONE) {
            report.show(phase, spec.type(), held.stored(), trouble.reason());
        }
    }
}

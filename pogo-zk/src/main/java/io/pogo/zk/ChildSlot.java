package io.pogo.zk;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildEvent;
import io.pogo.ChildFactory;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.ChildAction;
import io.pogo.core.ChildLifecycle;
import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One child on this node, from assignment to release: carries out what {@link ChildLifecycle} says. All on the loop.
 */
final class ChildSlot implements ChildLock.Holder {
    private static final Logger log = LoggerFactory.getLogger(ChildSlot.class);

    private final NodeServices services;
    private final StoredAssignment assignment;
    private final ChildLock lock;
    private final Runnable whenGone;
    private LockGate.@Nullable Place place;
    private HeldSpec held;
    private ChildSpec spec;
    private ChildPhase phase = ChildPhase.WAITING;
    private ChildLock.@Nullable Grant grant;
    private final ChildReport report;
    private final Trouble trouble;
    private boolean lockLost;
    private boolean sessionOver;
    private int incarnation;
    private @Nullable ChildRun run;
    private EventLoop.@Nullable Timer pause;
    private EventLoop.@Nullable Timer deadline;
    private long deadlineNanos;

    ChildSlot(NodeServices services, StoredAssignment assignment, HeldSpec held, ChildSpec spec, Runnable whenGone) {
        this.services = services;
        this.assignment = assignment;
        this.held = held;
        this.spec = spec;
        this.whenGone = whenGone;
        this.report = new ChildReport(services, spec.id());
        this.trouble = new Trouble(services.failures(), spec, assignment.troubled());
        this.lock = services.locks().create(spec.id(), this);
    }

    void open() {
        publish();
        place = services.gate().enter(() -> {
            if (phase == ChildPhase.WAITING) {
                lock.acquire();
            }
        });
    }

    long czxid() {
        return held.stored().czxid();
    }

    int revision() {
        return held.stored().revision();
    }

    ChildPhase phase() {
        return phase;
    }

    /** The same child, to be run afresh with what its spec says now. */
    void renew(HeldSpec newHeld, ChildSpec newSpec) {
        held = newHeld;
        spec = newSpec;
        signal(ChildSignal.AFRESH);
    }

    /** It shall not run here any more. */
    void stop() {
        signal(ChildSignal.STOP);
    }

    /** The connection is back: look again, and repeat what may have been cut short. */
    void verify() {
        lock.verify();
        if (phase == ChildPhase.PREPARING) {
            perform(ChildAction.PREPARE);
        } else if (phase == ChildPhase.FINISHING) {
            perform(ChildAction.REMOVE_SPEC);
        }
    }

    /** The session is over. */
    void abandon() {
        lockLost = true;
        sessionOver = true;
        lock.abandon();
        signal(ChildSignal.LOST);
        watchStuckWithoutLock();
    }

    @Override
    public void granted(ChildLock.Grant granted) {
        grant = granted;
        report.owned(granted.token());
        leaveGate();
        signal(ChildSignal.GRANTED);
    }

    @Override
    public void lost(String why) {
        lockLost = true;
        if (phase.mayRun()) {
            // A lost session is worth one line, not one for each child.
            log.atLevel(sessionOver ? Level.DEBUG : Level.WARN)
                    .log("{} child {} lost its lock: {}", services.logPrefix(), spec.id(), why);
            report.event(ChildEvent.Type.LOCK_LOST, why);
        }
        signal(ChildSignal.LOST);
        watchStuckWithoutLock();
    }

    @Override
    public void released() {
        signal(ChildSignal.RELEASED);
    }

    private void signal(ChildSignal signal) {
        ChildLifecycle.Row row = ChildLifecycle.next(phase, signal);
        if (row.to() != phase && pause != null) {
            pause.cancel();
            pause = null;
        }
        log.debug("{} child {}: {} in {} -> {}", services.logPrefix(), spec.id(), signal, phase, row.to());
        phase = row.to();
        publish();
        row.actions().forEach(this::perform);
    }

    private void perform(ChildAction action) {
        switch (action) {
            case PREPARE -> prepare();
            case LAUNCH -> launch();
            case ANNOUNCE -> announce();
            case RECORD_CRASH -> trouble.recordCrash(held.stored());
            case RECORD_GIVE_UP -> giveUp();
            case CLEAR_FAILURE -> trouble.clearRecord(held.stored());
            case FORGET_CRASHES -> forgetCrashes();
            case ARM_RESTART -> pause = services.loop().after(trouble.backoff(), () -> signal(ChildSignal.DUE));
            case ASK_STOP -> askStop();
            case HASTEN -> hasten();
            case REPORT_STUCK -> reportStuck();
            case REMOVE_SPEC -> removeSpec();
            case RELEASE -> release();
            case FORGET -> forget();
        }
    }

    private void prepare() {
        if (spec.restart() != Restart.TEMPORARY) {
            signal(ChildSignal.PREPARED);
            return;
        }
        ChildLock.Grant mine = Objects.requireNonNull(grant);
        services.loop()
                .when(
                        services.specs().markStarted(held, mine, services.nodeId() + " " + Json.hex(mine.token())),
                        (outcome, failure) -> answer(outcome, failure, ChildSignal.PREPARED));
    }

    private void removeSpec() {
        services.loop()
                .when(
                        services.specs().remove(held, Objects.requireNonNull(grant)),
                        (outcome, failure) -> answer(outcome, failure, ChildSignal.REMOVED));
    }

    /** The answer to a write of the spec; after a loss of the connection {@link #verify} makes the write again. */
    private void answer(SpecOwner.@Nullable Outcome outcome, @Nullable Throwable failure, ChildSignal done) {
        if (outcome == SpecOwner.Outcome.DONE) {
            signal(done);
        } else if (outcome == SpecOwner.Outcome.VOID) {
            signal(done == ChildSignal.PREPARED ? ChildSignal.REFUSED : ChildSignal.REMOVED);
        } else if (outcome == SpecOwner.Outcome.NOT_OWNER) {
            lost("its lock's znode is gone");
        } else if (failure != null && !Failures.isLoss(failure)) {
            log.error("{} child {}: its spec could not be written", services.logPrefix(), spec.id(), failure);
        }
    }

    private void launch() {
        if (!services.lease().getAsBoolean()) {
            lost("the lease is over");
            return;
        }
        incarnation++;
        report.launched(incarnation);
        StartReason why = incarnation == 1 ? assignment.assignment().reason() : StartReason.RESTART;
        ChildLock.Grant mine = Objects.requireNonNull(grant);
        RunContext.Facts facts =
                new RunContext.Facts(spec.id(), spec.arguments(), services.nodeId(), mine.token(), incarnation, why);
        RunContext context = new RunContext(facts, services.checkpoints().of(held, mine));
        ChildFactory factory = services.factories().getOrDefault(spec.type(), ChildSlot::noSuchType);
        String threadName = "pogo-child-" + spec.id();
        ChildRun next = new ChildRun(services.threads(), threadName, factory, context, observer());
        run = next;
        publish();
        next.launch();
    }

    private ChildRun.Observer observer() {
        int observed = incarnation;
        return new ChildRun.Observer() {
            @Override
            public void runs() {
                services.loop().execute(() -> {
                    if (observed == incarnation) {
                        signal(ChildSignal.RUNS);
                    }
                });
            }

            @Override
            public void ended(@Nullable Throwable crash) {
                services.loop().execute(() -> onEnded(crash));
            }
        };
    }

    private void onEnded(@Nullable Throwable crash) {
        cancelDeadline();
        run = null;
        if (phase == ChildPhase.STARTING || phase == ChildPhase.RUNNING) {
            ChildSignal end = trouble.ended(spec, crash);
            if (crash != null) {
                log.warn("{} child {} crashed", services.logPrefix(), spec.id(), crash);
                report.event(ChildEvent.Type.CRASHED, trouble.reason());
            } else {
                report.event(ChildEvent.Type.COMPLETED, null);
            }
            if (end == ChildSignal.ENDED_TOO_OFTEN) {
                report.event(ChildEvent.Type.GAVE_UP, trouble.reason());
            }
            signal(end);
        } else {
            log.debug("{} child {} stopped", services.logPrefix(), spec.id(), crash);
            report.event(ChildEvent.Type.STOPPED, null);
            signal(ChildSignal.ENDED_AGAIN);
        }
    }

    private void announce() {
        log.info("{} child {} runs", services.logPrefix(), spec.id());
        StartReason why = incarnation == 1 ? assignment.assignment().reason() : StartReason.RESTART;
        report.event(ChildEvent.Type.STARTED, why.name());
        if (trouble.isOpen()) {
            pause = services.loop().after(spec.period(), () -> signal(ChildSignal.STEADY));
        }
    }

    private void giveUp() {
        log.warn("{} child {} crashed too often, this node gives it up", services.logPrefix(), spec.id());
        trouble.recordGiveUp(held.stored());
    }

    private void forgetCrashes() {
        trouble.forget(spec);
        publish();
    }

    private void askStop() {
        armDeadline(spec.shutdown());
        if (run != null) {
            run.stop();
        } else {
            cancelDeadline();
            signal(ChildSignal.ENDED_AGAIN);
        }
    }

    private void armDeadline(Duration time) {
        cancelDeadline();
        deadlineNanos = System.nanoTime() + time.toNanos();
        deadline = services.loop().after(time, () -> signal(ChildSignal.OVERDUE));
        hasten();
    }

    /** How long it takes to stop is the child's own affair only for as long as its lock keeps others from starting it. */
    private void hasten() {
        Duration grace = services.grace().get();
        if (sessionOver && grace.toNanos() < deadlineNanos - System.nanoTime()) {
            armDeadline(grace);
        }
    }

    private void reportStuck() {
        String what = lockLost
                ? "did not stop in time, and its lock is lost: it may run twice"
                : "did not stop within " + spec.shutdown().toMillis() + " ms; its lock is kept";
        log.error("{} child {} {}", services.logPrefix(), spec.id(), what);
        report.event(ChildEvent.Type.STUCK, what);
        watchStuckWithoutLock();
    }

    private void watchStuckWithoutLock() {
        if (lockLost && phase == ChildPhase.STUCK) {
            services.onStuckWithoutLock().run();
        }
    }

    private void release() {
        leaveGate();
        lock.release();
    }

    private void forget() {
        report.hide();
        whenGone.run();
    }

    private void leaveGate() {
        if (place != null) {
            place.leave();
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    private void publish() {
        report.show(phase, spec.type(), trouble.reason());
    }

    private static Child noSuchType(ChildContext context) {
        throw new IllegalStateException("child " + context.childId() + " was given to a node that lacks its type");
    }
}

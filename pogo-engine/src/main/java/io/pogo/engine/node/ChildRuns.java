package io.pogo.engine.node;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildFactory;
import io.pogo.ChildSpec;
import io.pogo.StartReason;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.run.ChildRun;
import io.pogo.engine.run.CrashReport;
import io.pogo.engine.run.RunContext;
import org.jspecify.annotations.Nullable;

/** The runs of one child on this node, one after the other. Their events reach the slot on the loop. */
final class ChildRuns {
    private final NodeServices services;
    private final StartReason firstReason;
    private final ChildRun.Observer observer;
    private int incarnation;
    private @Nullable ChildRun current;
    private volatile boolean ended;
    private volatile boolean over;

    ChildRuns(NodeServices services, StartReason firstReason, ChildRun.Observer observer) {
        this.services = services;
        this.firstReason = firstReason;
        this.observer = observer;
    }

    /** Returns the number of runs so far. */
    int incarnation() {
        return incarnation;
    }

    /** Returns the reason why the current run was started. */
    StartReason reason() {
        return incarnation == 1 ? firstReason : StartReason.RESTART;
    }

    void launch(HeldSpec held, ChildSpec spec, ChildLock.Grant grant) {
        incarnation++;
        ended = false;
        RunContext.Facts facts = new RunContext.Facts(
                spec.id(), spec.arguments(), services.nodeId(), grant.token(), incarnation, reason());
        RunContext context =
                new RunContext(services.scope(), facts, services.checkpoints().of(held, grant, () -> over));
        ChildFactory factory = services.factories().getOrDefault(spec.type(), ChildRuns::noSuchType);
        current = new ChildRun(
                services.threads(), services.guard(), "pogo-child-" + spec.id(), factory, context, onLoop(incarnation));
        current.launch();
    }

    /** Asks the current run to end; returns false if there is none. */
    boolean stop() {
        if (current == null) {
            return false;
        }
        current.stop();
        return true;
    }

    /** Records that the lock is lost or given back: the runs save nothing any more. */
    void lockIsOver() {
        over = true;
    }

    /** Repeats the request to stop to the current run, which was asked to end some time ago and has not. */
    void insist() {
        if (current != null) {
            current.insist();
        }
    }

    /** Returns whether the current run has ended, even if the slot was not notified yet. */
    boolean hasEnded() {
        return ended;
    }

    private ChildRun.Observer onLoop(int observed) {
        return new ChildRun.Observer() {
            @Override
            public void runs() {
                services.loop().execute(() -> {
                    if (observed == incarnation) {
                        observer.runs();
                    }
                });
            }

            @Override
            public void ended(boolean byItself, @Nullable CrashReport crash) {
                ended = true;
                services.loop().execute(() -> {
                    if (observed == incarnation && current != null) {
                        current = null;
                        observer.ended(byItself, crash);
                    }
                });
            }
        };
    }

    private static Child noSuchType(ChildContext context) {
        throw new IllegalStateException("child " + context.childId() + " was given to a node that lacks its type");
    }
}

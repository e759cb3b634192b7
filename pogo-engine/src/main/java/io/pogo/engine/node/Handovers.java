package io.pogo.engine.node;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Gate;
import io.pogo.engine.lock.ChildLock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The handovers of running children to other nodes: each child keeps running until its next owner waits in the queue
 * for its lock, and only a few are handed over at a time. If all were stopped at once, each would be down until its
 * next owner has prepared itself and taken over all the others. Children that no other node is to run, or can run, are
 * stopped at once. All on the loop.
 */
final class Handovers {
    private static final Duration NOTICE = Duration.ofMillis(100);
    private static final Duration LOOK_PAUSE = Duration.ofMillis(50);

    /** The maximum time to wait for a next owner; one that has not come by then may not come at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The interval in which a few children are handed over. */
    private static final Duration TURN = Duration.ofMillis(25);

    private final EventLoop loop;
    private final SpecOwner specs;
    private final ChildLock.Factory locks;
    private final BooleanSupplier othersTakeChildren;
    private final Gate gate;
    private final Set<ChildSlot> underWay = new HashSet<>();

    Handovers(NodeServices services, BooleanSupplier othersTakeChildren) {
        this.loop = services.loop();
        this.specs = services.specs();
        this.locks = services.locks();
        this.othersTakeChildren = othersTakeChildren;
        this.gate = new Gate(loop, locks.handovers(), TURN);
    }

    /**
     * Begins the handover of a child whose assignment is gone. Calls {@code stop} once, when the child is to be
     * stopped; the callback must check that the child was not assigned to this node again meanwhile.
     */
    void begin(ChildSlot slot, Runnable stop) {
        if (!underWay.add(slot)) {
            return;
        }
        Runnable end = () -> {
            underWay.remove(slot);
            stop.run();
        };
        if (!slot.phase().mayRun() || !othersTakeChildren.getAsBoolean()) {
            end.run();
            return;
        }
        loop.when(specs.read(slot.id()), (spec, failure) -> {
            if (spec != null && spec.filter(held -> slot.isToRun(held.stored())).isPresent()) {
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                loop.after(NOTICE, () -> handOverWhenAwaited(slot, deadline, end));
            } else {
                end.run();
            }
        });
    }

    private void handOverWhenAwaited(ChildSlot slot, long deadline, Runnable end) {
        loop.when(locks.isAwaited(slot.id()), (awaited, failure) -> {
            if (awaited == null || awaited || System.nanoTime() - deadline > 0) {
                gate.enter(end);
            } else {
                loop.after(LOOK_PAUSE, () -> handOverWhenAwaited(slot, deadline, end));
            }
        });
    }
}

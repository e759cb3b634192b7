package io.pogo.engine.node;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Gate;
import io.pogo.engine.lock.ChildLock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Gives running children away to other nodes: each runs on until its next owner stands in the queue for its lock, and a
 * few are handed over at a time. Stopped at once, each would stand still until its next owner has got ready, and all
 * the others are taken over too. What nobody shall run any more, or can, is stopped at once. All on the loop.
 */
final class Handovers {
    private static final Duration NOTICE = Duration.ofMillis(100);
    private static final Duration LOOK_PAUSE = Duration.ofMillis(50);

    /** A next owner that has not come by then may not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The time in which a few children are handed over. */
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

    /** Its assignment is gone; calls back once, when it is to be stopped unless it was given back meanwhile. */
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

package io.pogo.zk;

import io.pogo.engine.run.GuardedStay;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Stays without a ZooKeeper, for tests of what a lease lets run. */
public final class GuardedStays {
    private static final long LEFT = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(100);

    private GuardedStays() {}

    /** A stay whose lease holds for as long as the condition is true. */
    public static GuardedStay of(BooleanSupplier holds) {
        return of(holds, () -> {}, () -> {});
    }

    /** A stay whose lease holds for as long as the condition is true, and which halts. */
    public static GuardedStay of(BooleanSupplier holds, Runnable onEnd, Runnable onOverdue) {
        return new GuardedStay(new FixedTerm(holds, () -> {}), Runnable::run, Runnable::run, true, onEnd, onOverdue);
    }

    /** A stay whose guard uses these hands, and which does not halt. */
    static GuardedStay of(BooleanSupplier holds, Executor hands, Runnable onEnd) {
        return new GuardedStay(new FixedTerm(holds, () -> {}), hands, hands, false, onEnd, () -> {});
    }

    /** The same, but what is to happen when the lease is over fails once, for want of memory. */
    public static GuardedStay failingOnce(BooleanSupplier holds, Runnable onEnd, Runnable onOverdue) {
        AtomicBoolean failed = new AtomicBoolean();
        FixedTerm term = new FixedTerm(holds, () -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("meant to fail");
            }
        });
        return new GuardedStay(term, Runnable::run, Runnable::run, true, onEnd, onOverdue);
    }

    private record FixedTerm(BooleanSupplier holds, Runnable onClose) implements GuardedStay.Term {
        @Override
        public long leftNanos() {
            return holds.getAsBoolean() ? LEFT : 0;
        }

        @Override
        public long lookNanos() {
            return LOOK;
        }

        @Override
        public long graceNanos() {
            return GRACE;
        }

        @Override
        public void close() {
            onClose.run();
        }
    }
}

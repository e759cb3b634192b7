package io.pogo.zk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Stays without a ZooKeeper, for tests of what a lease lets run. */
final class GuardedStays {
    private GuardedStays() {}

    /** A stay whose lease holds for as long as the condition is true. */
    static GuardedStay of(BooleanSupplier holds) {
        return of(holds, () -> {}, () -> {});
    }

    /** A stay whose lease holds for as long as the condition is true, and which halts. */
    static GuardedStay of(BooleanSupplier holds, Runnable onEnd, Runnable onOverdue) {
        return new GuardedStay(new FixedTerm(holds, () -> {}), Runnable::run, true, onEnd, onOverdue);
    }

    /** The same, but what is to happen when the lease is over fails once, for want of memory. */
    static GuardedStay failingOnce(BooleanSupplier holds, Runnable onEnd, Runnable onOverdue) {
        AtomicBoolean failed = new AtomicBoolean();
        FixedTerm term = new FixedTerm(holds, () -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("meant to fail");
            }
        });
        return new GuardedStay(term, Runnable::run, true, onEnd, onOverdue);
    }

    private record FixedTerm(BooleanSupplier holds, Runnable onClose) implements GuardedStay.Term {
        @Override
        public long leftNanos() {
            return holds.getAsBoolean() ? Duration.ofSeconds(1).toNanos() : 0;
        }

        @Override
        public long lookNanos() {
            return Duration.ofMillis(10).toNanos();
        }

        @Override
        public Duration grace() {
            return Duration.ofMillis(100);
        }

        @Override
        public void close() {
            onClose.run();
        }
    }
}

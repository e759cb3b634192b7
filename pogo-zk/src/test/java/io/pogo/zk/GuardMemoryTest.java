package io.pogo.zk;

import io.pogo.StartReason;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.run.ChildRun;
import io.pogo.engine.run.ChildThreads;
import io.pogo.engine.run.CrashReport;
import io.pogo.engine.run.Guard;
import io.pogo.engine.run.GuardedStay;
import io.pogo.engine.run.RunContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a lease, enforced although memory ran out. */
@Timeout(90)
class GuardMemoryTest {
    /** Fills its heap for a moment, then lets the lease end; the exit code is 0 if the guard has noticed. */
    static final class FullHeap {
        private static final Object[] NOTHING = {};
        private static volatile Object[] chain = NOTHING;

        private FullHeap() {}

        public static void main(String[] args) throws InterruptedException {
            AtomicBoolean holds = new AtomicBoolean(true);
            CountDownLatch told = new CountDownLatch(1);
            Guard guard = new Guard("full");
            guard.open();
            guard.add(GuardedStays.of(holds::get, told::countDown, () -> {}));
            fill();
            holds.set(false);
            System.exit(told.await(10, TimeUnit.SECONDS) ? 0 : 1);
        }

        private static void fill() {
            for (int i = 0; i < 30; i++) {
                try {
                    while (true) {
                        chain = new Object[] {chain};
                    }
                } catch (OutOfMemoryError e) {
                    // The guard gets its turn while there is no memory.
                    LockSupport.parkNanos(5_000_000);
                }
            }
            chain = NOTHING;
        }
    }

    /**
     * Lets a lease end while its heap is full and stays so for seconds; the exit code is 0 if the child was asked to
     * stop meanwhile, and the loop heard of the end afterwards.
     */
    static final class HeapThatStaysFull {
        private static final long LIMIT_NANOS = 1_000_000_000;
        private static final long LOOK_NANOS = 1_000_000;
        private static volatile boolean wasFull;
        private static volatile boolean holds = true;
        private static volatile long stoppedNanos;
        private static volatile boolean full = true;

        private HeapThatStaysFull() {}

        public static void main(String[] args) throws Exception {
            CountDownLatch runs = new CountDownLatch(1);
            CountDownLatch told = new CountDownLatch(1);
            Guard guard = new Guard("full");
            EventLoop loop = new EventLoop("full");
            GuardedStay stay = GuardedStays.of(() -> holds, guard.hands(), told::countDown);
            guard.open();
            guard.add(stay);
            RunContext.Facts facts = new RunContext.Facts("c", Map.of(), "n", 1, 1, StartReason.FIRST_START);
            new ChildRun(
                            new ChildThreads(Thread::new, loop, guard.hands()),
                            stay,
                            "child",
                            made -> context -> {
                                runs.countDown();
                                context.awaitStop(Duration.ofMinutes(1));
                                stoppedNanos = System.nanoTime();
                            },
                            new RunContext("s", facts, new NoCheckpoint()),
                            new ChildRun.Observer() {
                                @Override
                                public void runs() {}

                                @Override
                                public void ended(boolean byItself, @Nullable CrashReport crash) {}
                            })
                    .launch();
            runs.await();
            Thread filler = new Thread(HeapThatStaysFull::fill);
            filler.start();
            while (!wasFull) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            long ended = System.nanoTime();
            holds = false;
            while (stoppedNanos == 0 && System.nanoTime() - ended < LIMIT_NANOS) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            long stopped = stoppedNanos;
            full = false;
            filler.join();
            boolean inTime = stopped != 0;
            boolean heard = told.await(10, TimeUnit.SECONDS);
            System.out.println("in time: " + inTime + ", heard: " + heard);
            Runtime.getRuntime().halt(inTime && heard ? 0 : 1);
        }

        /** Not even the smallest object finds room. */
        private static void fill() {
            Object[] chain = {};
            while (full) {
                try {
                    chain = new Object[] {chain};
                } catch (OutOfMemoryError e) {
                    wasFull = true;
                    LockSupport.parkNanos(1_000);
                }
            }
        }
    }

    @Test
    void a_child_is_asked_to_stop_in_time_although_the_heap_is_full_and_stays_so() throws Exception {
        SmallHeap.run(HeapThatStaysFull.class, 16);
    }

    @Test
    void a_guard_that_had_no_memory_enforces_the_end_of_a_lease_later() throws Exception {
        SmallHeap.run(FullHeap.class, 16);
    }
}

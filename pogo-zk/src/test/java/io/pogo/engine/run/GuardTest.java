package io.pogo.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.Child;
import io.pogo.StartReason;
import io.pogo.engine.base.EventLoop;
import io.pogo.zk.GuardedStays;
import io.pogo.zk.NoCheckpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a lease, enforced while nothing else runs. */
@Timeout(20)
class GuardTest {
    private final AtomicBoolean holds = new AtomicBoolean(true);
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch halted = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final EventLoop loop = new EventLoop("guarded");
    private final Guard guard = new Guard("guarded");
    private final GuardedStay stay = GuardedStays.of(holds::get, told::countDown, halted::countDown);

    @BeforeEach
    void open() {
        guard.open();
        guard.add(stay);
    }

    @AfterEach
    void close() {
        guard.close();
        loop.close();
    }

    private ChildRun launch(Child child) {
        return launch(stay, child);
    }

    private ChildRun launch(GuardedStay stay, Child child) {
        RunContext.Facts facts = new RunContext.Facts("child", Map.of(), "node", 1, 1, StartReason.FIRST_START);
        ChildRun run = new ChildRun(
                new ChildThreads(Thread::new, loop, guard.hands()),
                stay,
                "child",
                context -> child,
                new RunContext("scope", facts, new NoCheckpoint()),
                new ChildRun.Observer() {
                    @Override
                    public void runs() {
                        entered.countDown();
                    }

                    @Override
                    public void ended(boolean byItself, @Nullable CrashReport crash) {
                        ended.countDown();
                    }
                });
        run.launch();
        return run;
    }

    private static boolean soon(CountDownLatch latch) throws InterruptedException {
        return latch.await(5, TimeUnit.SECONDS);
    }

    @Test
    void a_child_is_stopped_when_the_lease_is_over_although_the_loop_is_blocked() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        launch(context -> {
            try {
                Thread.currentThread().join();
            } finally {
                interrupted.countDown();
            }
        });
        assertThat(soon(entered)).isTrue();

        holds.set(false);

        assertThat(soon(interrupted)).isTrue();
        assertThat(soon(told)).isTrue();
        mayGoOn.countDown();
        assertThat(halted.getCount()).isOne();
    }

    @Test
    void a_child_that_does_not_stop_within_the_grace_halts_the_JVM() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        launch(context -> Uninterruptibles.awaitUninterruptibly(mayEnd));
        assertThat(soon(entered)).isTrue();

        holds.set(false);

        assertThat(soon(halted)).isTrue();
        mayEnd.countDown();
    }

    @Test
    void children_that_could_not_be_asked_to_stop_for_want_of_memory_are_asked_again() throws Exception {
        GuardedStay failing = GuardedStays.failingOnce(holds::get, told::countDown, halted::countDown);
        guard.add(failing);
        launch(failing, context -> {
            try {
                Thread.currentThread().join();
            } finally {
                interrupted.countDown();
            }
        });
        assertThat(soon(entered)).isTrue();

        holds.set(false);

        assertThat(soon(interrupted)).isTrue();
    }

    @Test
    void a_lease_that_is_over_stays_over() throws Exception {
        holds.set(false);
        assertThat(soon(told)).isTrue();
        holds.set(true);

        launch(context -> {});

        assertThat(soon(ended)).isTrue();
        assertThat(entered.getCount()).as("user code was not called").isOne();
    }

    @Test
    void a_child_is_interrupted_once_and_once_more_if_it_does_not_end() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        ChildRun run = launch(context -> {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                interrupted.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException lastCall) {
                    again.countDown();
                }
            }
        });
        assertThat(soon(entered)).isTrue();
        run.stop();
        assertThat(soon(interrupted)).isTrue();
        run.stop();
        assertThat(again.await(200, TimeUnit.MILLISECONDS)).isFalse();

        run.insist();

        assertThat(soon(again)).isTrue();
        assertThat(soon(ended)).isTrue();
    }

    @Test
    void what_a_child_does_after_it_has_seen_the_stop_is_not_interrupted() throws Exception {
        for (int i = 0; i < 200; i++) {
            GuardTest test = new GuardTest();
            AtomicBoolean saved = new AtomicBoolean();
            boolean polls = i % 2 == 0;
            ChildRun run = test.launch(context -> {
                if (polls) {
                    while (!context.isStopRequested()) {
                        Thread.onSpinWait();
                    }
                } else {
                    while (!context.awaitStop(Duration.ofMillis(1))) {
                        Thread.onSpinWait();
                    }
                }
                Thread.sleep(1); // the last work of the child, which an interrupt would cut off
                saved.set(true);
            });
            assertThat(soon(test.entered)).isTrue();
            run.stop();

            assertThat(soon(test.ended)).isTrue();
            assertThat(saved).as("run " + i).isTrue();
            test.guard.close();
            test.loop.close();
        }
    }

    @Test
    void a_child_that_does_not_look_what_its_wait_returns_is_interrupted_as_a_last_call() throws Exception {
        ChildRun run = launch(context -> {
            while (true) {
                context.awaitStop(Duration.ofHours(1));
            }
        });
        assertThat(soon(entered)).isTrue();
        run.stop();
        assertThat(ended.await(50, TimeUnit.MILLISECONDS)).isFalse();

        run.insist();

        assertThat(soon(ended)).isTrue();
    }
}

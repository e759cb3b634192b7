package io.pogo.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildContext;
import io.pogo.ChildFactory;
import io.pogo.ExitSignal;
import io.pogo.StartReason;
import io.pogo.StartStopChild;
import io.pogo.engine.base.EventLoop;
import io.pogo.zk.GuardedStays;
import io.pogo.zk.NoCheckpoint;
import io.pogo.zk.Undeclared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether a run ended by itself or because it was asked to. */
@Timeout(10)
class ChildRunTest {
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<ExitSignal> exit = new CompletableFuture<>();
    private final EventLoop loop = new EventLoop("runs");
    private final AtomicInteger memory = new AtomicInteger();
    private final AtomicBoolean lease = new AtomicBoolean(true);

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    private ChildRun launch(ChildFactory factory) {
        return launch(Thread::new, factory);
    }

    private ChildRun launch(ThreadFactory threads, ChildFactory factory) {
        RunContext.Facts facts = new RunContext.Facts("child", Map.of(), "node", 1, 1, StartReason.FIRST_START);
        ChildRun run = new ChildRun(
                new ChildThreads(threads, loop, Runnable::run),
                GuardedStays.of(lease::get),
                "child",
                factory,
                new RunContext("scope", facts, new NoCheckpoint()),
                new ChildRun.Observer() {
                    @Override
                    public void runs() {
                        started.countDown();
                    }

                    @Override
                    public void ended(boolean byItself, @Nullable CrashReport crash) {
                        if (memory.getAndIncrement() < 0) {
                            throw new OutOfMemoryError("planted");
                        }
                        String how = crash == null ? "ended" : "crashed";
                        end.complete(how + (byItself ? " by itself" : ""));
                    }
                });
        run.launch();
        return run;
    }

    private String end() throws Exception {
        return end.get(5, TimeUnit.SECONDS);
    }

    @Test
    void what_returns_before_it_is_asked_to_stop_ended_by_itself() throws Exception {
        ChildRun run = launch(context -> running -> {});
        String ended = end();
        run.stop();

        assertThat(ended).isEqualTo("ended by itself");
    }

    @Test
    void what_throws_before_it_is_asked_to_stop_crashed_by_itself() throws Exception {
        launch(context -> running -> {
            throw new IllegalStateException("broken");
        });

        assertThat(end()).isEqualTo("crashed by itself");
    }

    @Test
    void what_gets_no_thread_has_crashed_by_itself() throws Exception {
        ThreadFactory refusing = task -> {
            throw new InternalError("unable to create native thread");
        };
        ThreadFactory undeclared = task -> {
            Undeclared.fail(new IOException("from Kotlin"));
            return null;
        };
        for (ThreadFactory factory : List.<ThreadFactory>of(refusing, undeclared, task -> null, Fallow::new)) {
            ChildRunTest test = new ChildRunTest();
            test.launch(factory, context -> running -> {});

            assertThat(test.end()).isEqualTo("crashed by itself");
        }
    }

    /** A thread that the system has no room for. */
    private static final class Fallow extends Thread {
        Fallow(Runnable task) {
            super(task);
        }

        @Override
        public synchronized void start() {
            throw new InternalError("unable to create native thread");
        }
    }

    @Test
    void what_has_crashed_for_want_of_a_thread_is_not_run_later() throws Exception {
        List<Runnable> kept = new ArrayList<>();
        launch(
                task -> {
                    kept.add(task);
                    throw new InternalError("not now");
                },
                context -> running -> {});
        assertThat(end()).isEqualTo("crashed by itself");

        kept.forEach(Runnable::run);

        assertThat(started.getCount()).isOne();
    }

    @Test
    void what_runs_on_a_thread_that_its_factory_has_started_has_not_crashed() throws Exception {
        ChildRun run = launch(
                task -> {
                    Thread thread = new Thread(task);
                    thread.start();
                    awaitStarted();
                    return thread;
                },
                context -> running -> Thread.currentThread().join());
        assertThat(end).isNotDone();
        run.stop();

        assertThat(end()).isEqualTo("ended");
    }

    private void awaitStarted() {
        try {
            started.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_interruption_that_is_no_answer_to_a_stop_is_a_crash() throws Exception {
        launch(context -> running -> {
            throw new InterruptedException("its own");
        });

        assertThat(end()).isEqualTo("crashed by itself");
    }

    @Test
    void what_returns_crashes_or_gives_in_after_it_was_asked_to_stop_was_stopped() throws Exception {
        for (Runnable last : List.<Runnable>of(() -> {}, ChildRunTest::crash)) {
            ChildRunTest test = new ChildRunTest();
            ChildRun run = test.launch(context -> running -> {
                while (!running.isStopRequested()) {
                    Thread.onSpinWait();
                }
                last.run();
            });
            test.started.await();
            run.stop();

            assertThat(test.end()).doesNotContain("by itself");
        }
        ChildRun run = launch(context -> running -> Thread.currentThread().join());
        started.await();
        run.stop();

        assertThat(end()).isEqualTo("ended");
    }

    private static void crash() {
        throw new IllegalStateException("broken");
    }

    @Test
    void what_begins_after_the_lease_is_over_was_stopped_and_runs_no_user_code() throws Exception {
        lease.set(false);
        CountDownLatch created = new CountDownLatch(1);
        launch(context -> {
            created.countDown();
            return running -> {};
        });

        assertThat(end()).isEqualTo("ended");
        assertThat(created.getCount()).isOne();
    }

    @Test
    void what_is_created_while_the_lease_ends_was_stopped_and_is_not_run() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        launch(context -> {
            lease.set(false);
            return running -> ran.countDown();
        });

        assertThat(end()).isEqualTo("ended");
        assertThat(ran.getCount()).isOne();
    }

    @Test
    void what_is_asked_to_stop_before_it_begins_was_stopped() throws Exception {
        CountDownLatch mayBegin = new CountDownLatch(1);
        RunContext.Facts facts = new RunContext.Facts("child", Map.of(), "node", 1, 1, StartReason.FIRST_START);
        RunContext context = new RunContext("scope", facts, new NoCheckpoint());
        context.stop().request();
        new ChildRun(
                        new ChildThreads(Thread::new, loop, Runnable::run),
                        GuardedStays.of(lease::get),
                        "child",
                        unused -> running -> mayBegin.countDown(),
                        context,
                        new ChildRun.Observer() {
                            @Override
                            public void runs() {}

                            @Override
                            public void ended(boolean byItself, @Nullable CrashReport crash) {
                                end.complete("by itself: " + byItself);
                            }
                        })
                .launch();

        assertThat(end()).isEqualTo("by itself: false");
        assertThat(mayBegin.getCount()).isOne();
    }

    @Test
    void a_pair_that_signals_its_end_first_ended_by_itself_although_it_is_asked_to_stop_while_it_stops()
            throws Exception {
        CountDownLatch mayStop = new CountDownLatch(1);
        ChildRun run = launch(context -> new Pair(mayStop));
        ExitSignal signal = exit.get(5, TimeUnit.SECONDS);
        started.await();
        signal.completed();
        run.stop();
        mayStop.countDown();

        assertThat(end()).isEqualTo("ended by itself");
    }

    @Test
    void a_pair_that_signals_its_end_after_it_was_asked_to_stop_was_stopped() throws Exception {
        CountDownLatch mayStop = new CountDownLatch(1);
        ChildRun run = launch(context -> new Pair(mayStop));
        ExitSignal signal = exit.get(5, TimeUnit.SECONDS);
        started.await();
        run.stop();
        signal.crashed(new IllegalStateException("too late"));
        mayStop.countDown();

        assertThat(end()).isEqualTo("ended");
    }

    @Test
    void a_pair_is_stopped_when_there_is_a_thread_for_that_again() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ThreadFactory full = task -> made.getAndIncrement() == 1 ? new Fallow(task) : new Thread(task);
        ChildRun run = launch(full, context -> new Pair(new CountDownLatch(0)));
        started.await();
        exit.get(5, TimeUnit.SECONDS);
        run.stop();

        assertThat(end()).isEqualTo("ended");
        assertThat(made).hasValue(3);
    }

    private final class Pair implements StartStopChild {
        private final CountDownLatch mayStop;

        Pair(CountDownLatch mayStop) {
            this.mayStop = mayStop;
        }

        @Override
        public void start(ChildContext context, ExitSignal signal) {
            exit.complete(signal);
        }

        @Override
        public void stop() throws InterruptedException {
            mayStop.await();
        }
    }

    @Test
    void an_end_that_there_is_no_memory_to_hear_of_is_told_until_it_is_heard() throws Exception {
        memory.set(-3);
        launch(context -> running -> {
            throw new IllegalStateException("planted");
        });

        assertThat(end()).isEqualTo("crashed by itself");
        assertThat(memory).hasValue(1);
    }
}

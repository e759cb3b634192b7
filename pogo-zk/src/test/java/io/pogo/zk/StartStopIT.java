package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.AbstractService;
import com.google.common.util.concurrent.Service;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ExitSignal;
import io.pogo.Restart;
import io.pogo.StartStopChild;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Children that are started and stopped, and have no thread of Pogo's in between. */
class StartStopIT extends InScope {
    private final List<ExitSignal> exits = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<AdHocService> services = new CopyOnWriteArrayList<>();

    /** Seen by the test's workers between start and stop. */
    private final class Pair implements StartStopChild {
        private final ChildContext context;

        Pair(ChildContext context) {
            this.context = context;
        }

        @Override
        public void start(ChildContext started, ExitSignal exit) {
            calls.add("start");
            scope.workers().enter(started);
            exits.add(exit);
        }

        @Override
        public void stop() {
            calls.add("stop");
            scope.workers().leave(context);
        }
    }

    /** A service that runs without a thread, until somebody ends it. */
    private final class AdHocService extends AbstractService {
        private final ChildContext context;

        AdHocService(ChildContext context) {
            this.context = context;
        }

        @Override
        protected void doStart() {
            calls.add("start");
            scope.workers().enter(context);
            notifyStarted();
        }

        @Override
        protected void doStop() {
            calls.add("stop");
            scope.workers().leave(context);
            notifyStopped();
        }

        void fail() {
            scope.workers().leave(context);
            notifyFailed(new IllegalStateException("broken pipe"));
        }
    }

    private DistributedSupervisor node() {
        scope.offering("pair", Pair::new);
        scope.offering(
                "closeable",
                context -> StartStopChild.of(() -> {
                    calls.add("start");
                    scope.workers().enter(context);
                    return () -> {
                        calls.add("stop");
                        scope.workers().leave(context);
                    };
                }));
        scope.offering("service", context -> {
            AdHocService service = new AdHocService(context);
            services.add(service);
            return GuavaServices.child(service);
        });
        return scope.node("a");
    }

    private static List<String> threadsOfChildren() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("pogo-child-"))
                .toList();
    }

    @Test
    void a_pair_a_closeable_and_a_service_have_no_thread_while_they_run_and_are_stopped_once() {
        DistributedSupervisor node = node();
        List<String> types = List.of("pair", "closeable", "service");
        types.forEach(type -> node.startChild(ChildSpec.of(type, type)));
        scope.awaitRunning(types);
        eventually(() -> assertThat(threadsOfChildren()).isEmpty());

        types.forEach(node::terminateChild);

        scope.awaitNothing();
        assertThat(calls).containsExactlyInAnyOrder("start", "start", "start", "stop", "stop", "stop");
        assertThat(services).extracting(Service::state).containsExactly(Service.State.TERMINATED);
    }

    @Test
    void a_pair_that_signals_a_crash_is_stopped_once_and_started_again() {
        node().startChild(ChildSpec.of("child", "pair"));
        scope.awaitRunning("child");

        exits.get(0).crashed(new IllegalStateException("broken"));
        exits.get(0).crashed(new IllegalStateException("again"));
        exits.get(0).completed();

        eventually(() -> assertThat(calls).containsExactly("start", "stop", "start"));
        exits.get(0).crashed(new IllegalStateException("too late"));
        scope.awaitRunning("child");
        assertThat(scope.workers().runs()).extracting(Workers.Run::incarnation).containsExactly(1, 2);
    }

    @Test
    void a_transient_pair_that_signals_completion_is_stopped_and_done() {
        node().startChild(ChildSpec.of("child", "pair").withRestart(Restart.TRANSIENT));
        scope.awaitRunning("child");

        exits.get(0).completed();

        scope.awaitNothing();
        assertThat(calls).containsExactly("start", "stop");
    }

    @Test
    void a_service_that_fails_is_run_again_as_a_new_one() {
        DistributedSupervisor node = node();
        node.startChild(ChildSpec.of("child", "service"));
        scope.awaitRunning("child");

        services.get(0).fail();

        eventually(() -> assertThat(services).hasSize(2));
        scope.awaitRunning("child");
        eventually(
                () -> assertThat(node.findChild("child").orElseThrow().reason()).contains("broken pipe"));
    }

    @Test
    void a_transient_service_that_terminates_by_itself_is_done() {
        node().startChild(ChildSpec.of("child", "service").withRestart(Restart.TRANSIENT));
        scope.awaitRunning("child");

        services.get(0).stopAsync();

        scope.awaitNothing();
        assertThat(calls).containsExactly("start", "stop");
    }

    @Test
    void a_pair_whose_start_fails_is_not_stopped_but_tried_again() {
        scope.offering("fails once", context -> new StartStopChild() {
            @Override
            public void start(ChildContext started, ExitSignal exit) {
                calls.add("start");
                if (started.incarnation() == 1) {
                    throw new IllegalStateException("port in use");
                }
                scope.workers().enter(started);
            }

            @Override
            public void stop() {
                calls.add("stop");
                scope.workers().leave(context);
            }
        });
        DistributedSupervisor node = node();
        node.startChild(ChildSpec.of("child", "fails once"));
        scope.awaitRunning("child");
        assertThat(calls).containsExactly("start", "start");

        node.terminateChild("child");

        scope.awaitNothing();
        assertThat(calls).containsExactly("start", "start", "stop");
    }

    @Test
    void a_pair_that_is_terminated_while_it_starts_is_stopped_once_when_it_has_started() {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch mayStart = new CountDownLatch(1);
        scope.offering("slow", context -> new StartStopChild() {
            @Override
            public void start(ChildContext started, ExitSignal exit) {
                scope.workers().enter(started);
                starting.countDown();
                com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly(mayStart);
                calls.add("started");
            }

            @Override
            public void stop() {
                calls.add("stop");
                scope.workers().leave(context);
            }
        });
        DistributedSupervisor node = node();
        node.startChild(ChildSpec.of("child", "slow"));
        eventually(() -> assertThat(starting.getCount()).isZero());
        node.terminateChild("child");
        node.startChild(ChildSpec.of("child", "pair"));
        mayStart.countDown();

        eventually(() -> assertThat(calls).containsExactly("started", "stop", "start"));
        scope.awaitRunning("child");
    }
}

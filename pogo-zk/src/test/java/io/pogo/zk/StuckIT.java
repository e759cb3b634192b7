package io.pogo.zk;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static com.google.common.util.concurrent.Uninterruptibles.sleepUninterruptibly;
import static io.pogo.zk.TestScope.LIMIT;
import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.CloseException;
import io.pogo.DistributedSupervisor;
import io.pogo.StartReason;
import io.pogo.SupervisorListener;
import io.pogo.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A child that ignores its interrupt keeps its lock, is reported, and stops nothing else. */
class StuckIT extends InScope {
    private static final ChildSpec STUBBORN = ChildSpec.of("child", "stubborn").withShutdown(Duration.ofMillis(100));

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<ChildEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void offerStubborn() {
        scope.offering("stubborn", made -> scope.workers().recorded(context -> awaitUninterruptibly(mayEnd)));
    }

    @AfterEach
    void letEnd() {
        mayEnd.countDown();
    }

    private DistributedSupervisor node(String id) {
        return node(id, builder -> builder);
    }

    private DistributedSupervisor node(String id, UnaryOperator<ZooKeeperSupervisor.Builder> settings) {
        return scope.node(
                id,
                builder -> settings.apply(builder)
                        .drainTimeout(Duration.ofMillis(300))
                        .listener(new SupervisorListener() {
                            @Override
                            public void onChild(ChildEvent event) {
                                events.add(event);
                            }
                        }));
    }

    private void awaitStuck(DistributedSupervisor owner) {
        eventually(() -> assertThat(owner.whichChildren(View.LOCAL))
                .filteredOn(child -> child.id().equals("child"))
                .singleElement()
                .extracting(ChildInfo::state)
                .isEqualTo(ChildState.STUCK));
    }

    @Test
    void moves_that_are_stuck_hold_up_no_others() {
        UnaryOperator<ZooKeeperSupervisor.Builder> few =
                builder -> builder.maxConcurrentMoves(2).rebalanceDelay(Duration.ZERO);
        DistributedSupervisor a = node("a", few);
        List<ChildSpec> specs = IntStream.range(0, 8)
                .mapToObj(i -> ChildSpec.of("child-" + i, "stubborn").withShutdown(Duration.ofMillis(100)))
                .toList();
        a.startChildren(specs);
        scope.awaitRunning(specs.stream().map(ChildSpec::id).toArray(String[]::new));
        node("b", few);
        eventually(() -> assertThat(events)
                .filteredOn(event -> event.type() == ChildEvent.Type.STUCK)
                .hasSize(4));
        mayEnd.countDown();
    }

    @Test
    void a_terminated_child_that_is_stuck_is_shown_and_reported_and_its_lock_is_kept_until_it_ends() {
        DistributedSupervisor a = node("a");
        a.startChild(STUBBORN);
        scope.awaitRunning("child");
        DistributedSupervisor b = node("b");

        b.terminateChild("child");

        awaitStuck(a);
        eventually(() -> assertThat(events).extracting(ChildEvent::type).contains(ChildEvent.Type.STUCK));
        assertThat(scope.latchesOf("child")).hasSize(1);
        a.startChild(ChildSpec.of("other", WORKER));
        scope.awaitRunning("child", "other");

        mayEnd.countDown();

        scope.awaitRunning("other");
        eventually(() -> assertThat(scope.latchesOf("child")).isEmpty());
        eventually(() -> assertThat(events).extracting(ChildEvent::type).contains(ChildEvent.Type.STOPPED));
    }

    @Test
    void a_child_that_stops_in_time_is_not_told_as_stuck_although_its_node_hears_of_it_late() throws Exception {
        CountDownLatch isStopping = new CountDownLatch(1);
        CountDownLatch nodeIsBusy = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        Duration shutdown = Duration.ofMillis(1500);
        scope.offering(
                "polite",
                made -> scope.workers().recorded(context -> {
                    try {
                        Thread.currentThread().join();
                    } catch (InterruptedException e) {
                        isStopping.countDown();
                        awaitUninterruptibly(nodeIsBusy);
                    }
                }));
        DistributedSupervisor a = node(
                "a",
                builder -> builder.sessionTimeout(Duration.ofSeconds(4)).childThreads(task -> {
                    if (slow.getAndSet(false)) {
                        nodeIsBusy.countDown();
                        sleepUninterruptibly(shutdown.plusMillis(200));
                    }
                    return new Thread(task);
                }));
        a.startChild(ChildSpec.of("child", "polite").withShutdown(shutdown));
        scope.awaitRunning("child");

        CompletableFuture<Boolean> terminated = a.terminateChildAsync("child");
        assertThat(isStopping.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        slow.set(true);
        a.startChild(ChildSpec.of("other", WORKER));

        assertThat(terminated.join()).isTrue();
        eventually(() -> assertThat(events).extracting(ChildEvent::type).contains(ChildEvent.Type.RELEASED));
        assertThat(events).extracting(ChildEvent::type).doesNotContain(ChildEvent.Type.STUCK);
        scope.awaitRunning("other");
    }

    @Test
    void a_new_child_of_the_same_id_waits_until_the_stuck_one_has_ended() {
        DistributedSupervisor a = node("a");
        DistributedSupervisor b = node("b");
        a.startChild(STUBBORN);
        scope.awaitRunning("child");
        boolean isOnA = scope.workers().placement().containsValue("a");
        b.terminateChild("child");
        awaitStuck(isOnA ? a : b);

        b.startChild(ChildSpec.of("child", WORKER));
        a.startChild(ChildSpec.of("other", WORKER));
        eventually(() -> assertThat(scope.workers().running()).contains("other"));
        assertThat(scope.workers().runsOf("child")).hasSize(1);
        mayEnd.countDown();

        eventually(() -> assertThat(scope.workers().runsOf("child")).hasSize(2));
        scope.awaitRunning("child", "other");
    }

    @Test
    void a_close_with_a_stuck_child_says_so_and_the_child_runs_elsewhere_only_after_it_has_ended() {
        DistributedSupervisor a = node("a");
        a.startChild(STUBBORN);
        scope.awaitRunning("child");
        DistributedSupervisor b = node("b");
        b.startChild(ChildSpec.of("other", WORKER));
        scope.awaitRunning("child", "other");

        assertThatThrownBy(a::close).isInstanceOf(CloseException.class).hasMessageContaining("child");

        assertThat(scope.workers().runsOf("child")).hasSize(1);
        assertThat(scope.latchesOf("child")).isNotEmpty();
        scope.awaitRunning("child", "other");
        eventually(() -> assertThat(b.members()).hasSize(1));
        scope.awaitRunning("child", "other");

        mayEnd.countDown();

        eventually(() -> assertThat(scope.workers().runsOf("child")).hasSize(2));
        assertThat(scope.workers().placement()).doesNotContainValue("a");
        assertThat(scope.workers().runsOf("child").get(1).reason()).isNotEqualTo(StartReason.RESTART);
    }

    @Test
    void a_stuck_child_of_another_node_does_not_hold_up_the_close_of_the_planner() {
        DistributedSupervisor planner = scope.node("a", builder -> builder.drainTimeout(Duration.ofMinutes(1)));
        planner.startChild(ChildSpec.of("worker", WORKER));
        scope.awaitRunning("worker");
        DistributedSupervisor b = node("b");
        b.startChild(STUBBORN);
        eventually(() -> assertThat(scope.workers().placement()).containsEntry("child", "b"));
        b.terminateChild("child");
        awaitStuck(b);

        assertThat(CompletableFuture.runAsync(planner::close)).succeedsWithin(LIMIT);

        mayEnd.countDown();
        eventually(() -> assertThat(scope.latchesOf("child")).isEmpty());
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.Restart;
import io.pogo.StartReason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a child that has ended is run again. */
class RestartTypesIT extends InScope {
    private static final int PLACES = 2;
    private static final int WAITING = 60;

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    /** The first run returns, the others stay. */
    private void offerFinisher() {
        scope.offering(
                "finisher",
                made -> scope.workers().recorded(context -> {
                    if (context.incarnation() > 1) {
                        Thread.currentThread().join();
                    }
                    mayEnd.await();
                }));
    }

    /** The first run crashes, the second returns. */
    private void offerCrasher() {
        scope.offering(
                "crasher",
                made -> scope.workers().recorded(context -> {
                    if (context.incarnation() == 1) {
                        throw new IllegalStateException("crash");
                    }
                    mayEnd.await();
                }));
    }

    @Test
    void a_permanent_child_that_returns_is_run_again() {
        offerFinisher();
        scope.node("a").startChild(ChildSpec.of("child", "finisher"));
        mayEnd.countDown();

        eventually(() -> assertThat(scope.workers().runs())
                .extracting(Workers.Run::incarnation)
                .containsExactly(1, 2));
        scope.awaitRunning("child");
        assertThat(scope.workers().runs().get(1).reason()).isEqualTo(StartReason.RESTART);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "TEMPORARY"})
    void a_child_that_is_not_permanent_and_returns_is_done_for_good(Restart restart) {
        offerFinisher();
        DistributedSupervisor a = scope.node("a");
        DistributedSupervisor b = scope.node("b");
        a.startChild(ChildSpec.of("child", "finisher").withRestart(restart));
        scope.awaitRunning("child");
        mayEnd.countDown();

        scope.awaitNothing();
        assertThat(a.findChild("child")).isEmpty();
        a.close();
        scope.node("c");
        b.close();
        assertThat(scope.workers().runs()).hasSize(1);
    }

    @Test
    void a_transient_child_that_crashes_is_run_again_until_it_returns() {
        offerCrasher();
        scope.node("a").startChild(ChildSpec.of("child", "crasher").withRestart(Restart.TRANSIENT));
        eventually(() -> assertThat(scope.workers().runs()).hasSize(2));
        mayEnd.countDown();

        scope.awaitNothing();
        assertThat(scope.workers().runs()).hasSize(2);
    }

    @Test
    void a_temporary_child_that_crashes_is_not_run_again() {
        offerCrasher();
        scope.node("a").startChild(ChildSpec.of("child", "crasher").withRestart(Restart.TEMPORARY));

        eventually(() -> assertThat(scope.workers().runs()).hasSize(1));
        scope.awaitNothing();
        assertThat(scope.workers().runs()).hasSize(1);
    }

    @Test
    void a_temporary_child_does_not_come_back_when_its_node_leaves() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("temporary", WORKER).withRestart(Restart.TEMPORARY));
        a.startChild(ChildSpec.of("permanent", WORKER));
        scope.awaitRunning("temporary", "permanent");
        DistributedSupervisor b = scope.node("b", builder -> builder.rebalanceDelay(Duration.ofHours(1)));

        a.close();

        scope.awaitRunning("permanent");
        eventually(() -> assertThat(b.findChild("temporary")).isEmpty());
        assertThat(scope.workers().runsOf("temporary")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void temporary_children_that_wait_for_their_turn_to_start_run_elsewhere_when_their_node_leaves(boolean drained)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(PLACES);
        Set<String> ran = ConcurrentHashMap.newKeySet();
        DistributedSupervisor a = scope.node(
                "a",
                builder -> builder.maxConcurrentStarts(PLACES).childType("slow", context -> {
                    begun.countDown();
                    context.awaitStop(Duration.ofMinutes(1));
                    return running -> {};
                }));
        for (int i = 0; i < WAITING; i++) {
            a.startChild(ChildSpec.of("slow-" + i, "slow").withRestart(Restart.TEMPORARY));
        }
        begun.await();
        scope.node(
                "b",
                builder -> builder.rebalanceDelay(Duration.ofHours(1))
                        .childType("slow", context -> running -> ran.add(context.childId())));

        if (drained) {
            a.drain(a.nodeId());
        } else {
            a.close();
        }

        eventually(() -> assertThat(ran).hasSize(WAITING - PLACES));
    }

    @Test
    void a_transient_child_goes_on_elsewhere_when_its_node_leaves() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("child", WORKER).withRestart(Restart.TRANSIENT));
        scope.awaitRunning("child");
        scope.node("b");

        a.close();

        eventually(() -> assertThat(scope.workers().placement()).containsEntry("child", "b"));
    }

    @Test
    void a_temporary_child_is_not_moved_to_even_out_the_load() {
        DistributedSupervisor a = scope.node("a");
        for (int i = 0; i < 4; i++) {
            a.startChild(ChildSpec.of("temporary-" + i, WORKER).withRestart(Restart.TEMPORARY));
            a.startChild(ChildSpec.of("permanent-" + i, WORKER));
        }
        eventually(() -> assertThat(scope.workers().running()).hasSize(8));

        scope.node("b");

        eventually(() -> assertThat(scope.workers().countOn("b")).isEqualTo(4));
        assertThat(scope.workers().placement())
                .allSatisfy((id, node) -> assertThat(node).isEqualTo(id.startsWith("temporary") ? "a" : "b"));
    }

    @Test
    void restarting_a_running_child_stops_it_and_runs_it_again_once_on_its_node() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        Workers.Run first = scope.workers().runs().get(0);

        nodes.get(1).restartChild("child");

        eventually(() -> assertThat(scope.workers().runs())
                .containsExactly(
                        first, new Workers.Run("child", first.nodeId(), first.token(), 2, StartReason.RESTART)));
        scope.awaitRunning("child");
        eventually(
                () -> assertThat(nodes.get(0).findChild("child").orElseThrow().state())
                        .isEqualTo(ChildState.RUNNING));
        assertThatThrownBy(() -> nodes.get(0).restartChild("other")).isInstanceOf(ChildNotFoundException.class);
    }

    @Test
    void a_restart_of_a_child_whose_node_leaves_at_once_is_one_child_in_the_end() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        String owner = scope.workers().placement().get("child");

        nodes.get(0).restartChild("child");
        nodes.stream().filter(node -> node.nodeId().equals(owner)).forEach(DistributedSupervisor::close);

        eventually(() ->
                assertThat(scope.workers().placement()).containsKey("child").doesNotContainValue(owner));
        scope.awaitRunning("child");
    }

    @Test
    void restart_intensity_counts_only_what_happened_within_the_period() {
        scope.offering(
                "limping",
                made -> scope.workers().recorded(context -> {
                    if (context.incarnation() < 6 && !context.awaitStop(Duration.ofMillis(60))) {
                        throw new IllegalStateException("crash");
                    }
                    Thread.currentThread().join();
                }));
        scope.node("a").startChild(ChildSpec.of("child", "limping").withMaxRestarts(1, Duration.ofMillis(100)));

        eventually(() -> assertThat(scope.workers().runs())
                .extracting(Workers.Run::incarnation)
                .containsExactly(1, 2, 3, 4, 5, 6));
        scope.awaitRunning("child");
    }
}

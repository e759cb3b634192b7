package io.pogo.zk;

import static io.pogo.zk.TestScope.LIMIT;
import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Children get the time that they need to start and to stop, and hold nobody else up meanwhile. */
class ShutdownIT extends InScope {
    private final CountDownLatch mayStop = new CountDownLatch(1);
    private final CountDownLatch mayStart = new CountDownLatch(1);
    private final AtomicInteger askedToStop = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    /** Children that tidy up, for as long as the test wants, when they are asked to stop. */
    private void offerSlowStopper() {
        scope.offering(
                "slow to stop",
                made -> scope.workers().recorded(context -> {
                    try {
                        Thread.currentThread().join();
                    } catch (InterruptedException e) {
                        askedToStop.incrementAndGet();
                        mayStop.await();
                        stopped.incrementAndGet();
                    }
                }));
    }

    private void offerSlowStarter() {
        scope.offering("slow to start", context -> {
            mayStart.await();
            return scope.workers().worker(context);
        });
    }

    @Test
    void a_close_waits_for_children_that_tidy_up_and_their_successors_start_only_after() {
        offerSlowStopper();
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("child", "slow to stop"));
        scope.awaitRunning("child");
        DistributedSupervisor b = scope.node("b");

        CompletableFuture<Void> closing = CompletableFuture.runAsync(a::close);
        eventually(() -> assertThat(askedToStop).hasValue(1));
        b.startChildren(workers("other", 5));
        eventually(() -> assertThat(scope.workers().running()).hasSize(6));
        assertThat(closing).isNotDone();
        assertThat(scope.workers().runsOf("child")).hasSize(1);
        assertThat(scope.workers().placement()).containsEntry("child", "a");

        mayStop.countDown();

        assertThat(closing).succeedsWithin(LIMIT);
        eventually(() -> assertThat(scope.workers().placement()).containsEntry("child", "b"));
        assertThat(stopped).hasValue(1);
    }

    @Test
    void a_child_that_is_moved_has_stopped_before_it_starts_elsewhere() {
        offerSlowStopper();
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("one", "slow to stop"));
        a.startChild(ChildSpec.of("two", "slow to stop"));
        scope.awaitRunning("one", "two");

        scope.node("b");
        eventually(() -> assertThat(askedToStop).hasValue(1));
        a.startChildren(workers("other", 4));
        eventually(() -> assertThat(scope.workers().running()).hasSize(6));
        assertThat(scope.workers().runs()).hasSize(6);
        mayStop.countDown();

        eventually(() -> assertThat(scope.workers().runs()).hasSizeGreaterThanOrEqualTo(7));
        eventually(() -> assertThat(scope.workers().running()).hasSize(6));
        assertThat(stopped).hasPositiveValue();
    }

    @Test
    void a_terminated_child_that_is_slow_to_stop_is_followed_by_its_successor_of_the_same_id_only_after() {
        offerSlowStopper();
        DistributedSupervisor node = scope.node("a");
        DistributedSupervisor other = scope.node("b");
        node.startChild(ChildSpec.of("child", "slow to stop"));
        scope.awaitRunning("child");

        other.terminateChild("child");
        eventually(
                () -> assertThat(other.findChild("child").orElseThrow().state()).isEqualTo(ChildState.STOPPING));
        other.startChild(ChildSpec.of("child", WORKER));
        eventually(() -> assertThat(other.findChild("child").orElseThrow().state())
                .isIn(ChildState.PENDING, ChildState.STARTING));
        eventually(() -> assertThat(askedToStop).hasValue(1));
        mayStop.countDown();

        eventually(() -> assertThat(scope.workers().runs()).hasSize(2));
        scope.awaitRunning("child");
    }

    @Test
    void a_child_that_is_slow_to_start_holds_up_neither_others_nor_the_answers_of_its_node() {
        offerSlowStarter();
        DistributedSupervisor node = scope.node("a");
        Set<String> slow = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            slow.add("slow-" + i);
            node.startChild(ChildSpec.of("slow-" + i, "slow to start"));
        }
        node.startChildren(workers("quick", 10));

        scope.awaitRunning(ids(workers("quick", 10)));
        eventually(() -> assertThat(node.whichChildren(View.LOCAL)).hasSize(110));
        assertThat(node.whichChildren(View.LOCAL))
                .filteredOn(child -> slow.contains(child.id()))
                .allMatch(child -> child.state() == ChildState.STARTING);
        assertThat(node.countChildren().specs()).isEqualTo(110);
        mayStart.countDown();

        slow.addAll(ids(workers("quick", 10)));
        scope.awaitRunning(slow);
    }

    @Test
    void a_child_that_is_terminated_while_it_starts_never_runs() {
        offerSlowStarter();
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", "slow to start"));
        eventually(() ->
                assertThat(node.whichChildren(View.LOCAL)).singleElement().matches(child -> child.fencingToken() > 0));

        node.terminateChild("child");

        scope.awaitNothing();
        assertThat(scope.workers().runs()).isEmpty();
    }

    @Test
    void children_that_are_slow_to_stop_hold_up_neither_others_nor_the_failover_of_a_node_that_leaves() {
        offerSlowStopper();
        DistributedSupervisor a = scope.node("a");
        for (int i = 0; i < 5; i++) {
            a.startChild(ChildSpec.of("slow-" + i, "slow to stop"));
        }
        eventually(() -> assertThat(scope.workers().running()).hasSize(5));
        List<DistributedSupervisor> others = scope.nodes("b", "c");
        a.terminateChildren(List.of("slow-0", "slow-1", "slow-2", "slow-3", "slow-4"));
        eventually(() -> assertThat(askedToStop).hasPositiveValue());
        others.get(0).startChildren(workers("other", 9));
        eventually(() -> assertThat(scope.workers().running()).containsAll(ids(workers("other", 9))));

        others.get(1).close();

        eventually(() -> assertThat(scope.workers().placement())
                .doesNotContainValue("c")
                .containsKeys(ids(workers("other", 9)).toArray(new String[0])));
        assertThat(stopped).hasValue(0);
        mayStop.countDown();
        scope.awaitRunning(ids(workers("other", 9)));
    }
}

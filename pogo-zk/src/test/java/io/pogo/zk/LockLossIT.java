package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildEvent;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.SupervisorListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Somebody deletes znodes by hand. */
class LockLossIT extends InScope {
    private final List<ChildEvent.Type> events = new CopyOnWriteArrayList<>();

    private DistributedSupervisor node(String id) {
        return scope.node(
                id,
                builder -> builder.listener(new SupervisorListener() {
                    @Override
                    public void onChild(ChildEvent event) {
                        events.add(event.type());
                    }
                }));
    }

    private void delete(List<String> paths) throws Exception {
        for (String path : paths) {
            scope.zk().client().delete().forPath(path);
        }
    }

    @Test
    void a_child_whose_latch_is_deleted_stops_and_runs_again_under_a_higher_token() throws Exception {
        DistributedSupervisor a = node("a");
        node("b");
        a.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        for (int i = 1; i <= 3; i++) {
            int runs = i + 1;
            delete(scope.latchesOf("child"));
            eventually(() -> assertThat(scope.workers().runs()).hasSize(runs));
            scope.awaitRunning("child");
        }

        assertThat(scope.workers().runs().stream().map(Workers.Run::token).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(scope.latchesOf("child")).hasSize(1);
        eventually(() ->
                assertThat(events).filteredOn(ChildEvent.Type.LOCK_LOST::equals).hasSize(3));
    }

    @Test
    void a_child_that_is_slow_to_stop_after_its_latch_is_deleted_does_not_run_twice() throws Exception {
        CountDownLatch mayStop = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        scope.offering(
                "slow to stop",
                made -> scope.workers().recorded(context -> {
                    try {
                        Thread.currentThread().join();
                    } catch (InterruptedException e) {
                        asked.incrementAndGet();
                        mayStop.await();
                    }
                }));
        DistributedSupervisor a = node("a");
        node("b");
        a.startChild(ChildSpec.of("child", "slow to stop"));
        scope.awaitRunning("child");

        delete(scope.latchesOf("child"));
        eventually(() -> assertThat(asked).hasValue(1));
        a.startChildren(workers("other", 4));
        eventually(() -> assertThat(scope.workers().running()).hasSize(5));
        assertThat(scope.workers().runsOf("child")).hasSize(1);
        mayStop.countDown();

        eventually(() -> assertThat(scope.workers().runsOf("child")).hasSize(2));
    }

    @Test
    void all_latches_deleted_at_once_are_all_taken_again() throws Exception {
        DistributedSupervisor a = node("a");
        node("b");
        a.startChildren(workers("child", 30));
        scope.awaitRunning(ids(workers("child", 30)));

        delete(scope.znodesOfChildren().stream()
                .filter(path -> path.matches(".*/owners/../[^/]+/.+"))
                .toList());

        eventually(() -> assertThat(scope.workers().runs()).hasSizeGreaterThanOrEqualTo(60));
        scope.awaitRunning(ids(workers("child", 30)));
    }

    @Test
    void an_assignment_deleted_by_hand_is_written_again() throws Exception {
        node("a").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        delete(scope.znodesOfChildren().stream()
                .filter(path -> path.contains("/assignments/"))
                .toList());

        eventually(() -> assertThat(scope.workers().runs()).hasSize(2));
        scope.awaitRunning("child");
    }

    @Test
    void a_planner_whose_latch_is_deleted_is_followed_by_one_that_plans() throws Exception {
        DistributedSupervisor a = node("a");
        DistributedSupervisor b = node("b");
        a.startChildren(workers("child", 4));
        scope.awaitRunning(ids(workers("child", 4)));

        delete(scope.zk().tree(scope.root() + "/planner"));

        b.startChildren(workers("more", 4));
        eventually(() -> assertThat(scope.workers().running())
                .containsAll(ids(workers("more", 4)))
                .containsAll(ids(workers("child", 4))));
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.LIMIT;
import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.SupervisorClosedException;
import io.pogo.SupervisorListener;
import io.pogo.View;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.junit.jupiter.api.Test;

/** The end of a supervisor. */
class CloseIT extends InScope {
    private final AtomicReference<DistributedSupervisor> closing = new AtomicReference<>();

    private void closeIt() {
        DistributedSupervisor node = closing.get();
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_second_close_is_fine_also_at_the_same_time() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        CompletableFuture<Void> one = CompletableFuture.runAsync(node::close);
        CompletableFuture<Void> two = CompletableFuture.runAsync(node::close);

        assertThat(one).succeedsWithin(LIMIT);
        assertThat(two).succeedsWithin(LIMIT);
        node.close();
        assertThat(scope.workers().running()).isEmpty();
    }

    @Test
    void after_close_requests_say_that_it_is_closed() {
        DistributedSupervisor node = scope.node("a");
        node.close();

        assertThatThrownBy(() -> node.startChild(ChildSpec.of("child", WORKER)))
                .isInstanceOf(SupervisorClosedException.class);
        assertThatThrownBy(() -> node.whichChildren(View.GLOBAL)).isInstanceOf(SupervisorClosedException.class);
        assertClosed(node.whenRunning("child"));
        assertThat(node.whichChildren(View.LOCAL)).isEmpty();
    }

    @Test
    void a_watch_on_one_that_is_closed_says_that_it_is_closed() {
        DistributedSupervisor node = scope.node("a");
        ScopeClient client = scope.client();
        node.close();
        client.close();

        for (ScopeClient closed : List.of(node, client)) {
            assertThatThrownBy(() -> closed.watch(update -> {})).isInstanceOf(SupervisorClosedException.class);
        }
    }

    @Test
    void a_wait_for_a_child_ends_when_its_node_is_closed() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", "offered by nobody"));
        CompletableFuture<?> running = node.whenRunning("child");

        node.close();

        assertClosed(running);
    }

    @Test
    void requests_that_are_under_way_when_their_node_closes_all_end() {
        DistributedSupervisor node = scope.node("a");
        AtomicInteger open = new AtomicInteger();
        int before = 500;
        for (int i = 0; i < before; i++) {
            request(node, open, "child-" + i);
        }
        CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
        long limit = System.nanoTime() + LIMIT.toNanos();
        for (int i = before; !closed.isDone() && System.nanoTime() - limit < 0; i++) {
            request(node, open, "child-" + i);
        }

        assertThat(closed).succeedsWithin(LIMIT);
        eventually(() -> assertThat(open).hasValue(0));
    }

    @Test
    void a_start_that_ends_because_its_node_closes_was_not_carried_out() {
        DistributedSupervisor other = scope.node("other");
        DistributedSupervisor node = scope.node("a");
        Map<String, CompletableFuture<?>> starts = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            starts.put("child-" + i, node.startChildAsync(ChildSpec.of("child-" + i, "offered by nobody")));
        }

        node.close();

        eventually(() -> assertThat(starts.values()).allMatch(CompletableFuture::isDone));
        Set<String> stored =
                other.whichChildren(View.GLOBAL).stream().map(ChildInfo::id).collect(Collectors.toSet());
        Set<String> refused = new TreeSet<>();
        starts.forEach((id, start) -> {
            if (start.isCompletedExceptionally()) {
                assertClosed(start);
                refused.add(id);
            }
        });
        assertThat(refused).isNotEmpty().doesNotContainAnyElementsOf(stored);
        assertThat(stored).hasSize(starts.size() - refused.size());
    }

    private static void request(DistributedSupervisor node, AtomicInteger open, String id) {
        count(open, node.startChildAsync(ChildSpec.of(id, "offered by nobody")));
        count(open, node.findChildAsync(id));
        count(open, node.whenRunning(id));
        count(open, node.terminateChildAsync(id));
    }

    private static void count(AtomicInteger open, CompletableFuture<?> request) {
        open.incrementAndGet();
        var unused = request.whenComplete((result, failure) -> open.decrementAndGet());
    }

    private static void assertClosed(CompletableFuture<?> future) {
        assertThat(future).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(SupervisorClosedException.class);
    }

    @Test
    void a_close_within_a_listener_gives_the_children_away_and_ends() {
        DistributedSupervisor other = scope.node("other");
        DistributedSupervisor node = scope.node(
                "a",
                builder -> builder.listener(new SupervisorListener() {
                    @Override
                    public void onChild(ChildEvent event) {
                        closeIt();
                    }
                }));
        closing.set(node);
        other.startChildren(workers("child", 4));

        eventually(() -> assertThat(other.members()).hasSize(1));
        node.close();
        scope.awaitRunning(ids(workers("child", 4)));
        assertThat(scope.workers().countOn("other")).isEqualTo(4);
    }

    @Test
    void a_close_within_a_child_gives_the_children_away_and_ends() {
        scope.offering(
                "closer",
                made -> scope.workers().recorded(context -> {
                    if (context.nodeId().equals("a")) {
                        closeIt();
                    }
                    Thread.currentThread().join();
                }));
        closing.set(scope.node("a"));
        scope.node("a-helper").startChild(ChildSpec.of("idle", WORKER));
        DistributedSupervisor other = scope.node("b");
        other.startChildren(List.of(
                ChildSpec.of("closer-1", "closer"),
                ChildSpec.of("closer-2", "closer"),
                ChildSpec.of("closer-3", "closer"),
                ChildSpec.of("closer-4", "closer"),
                ChildSpec.of("closer-5", "closer")));

        eventually(() -> assertThat(other.members()).hasSize(2));
        closeIt();
        scope.awaitRunning("idle", "closer-1", "closer-2", "closer-3", "closer-4", "closer-5");
        assertThat(scope.workers().countOn("a")).isZero();
    }

    @Test
    void nodes_that_close_one_after_the_other_leave_no_session_and_no_thread_each() {
        Set<String> before = scope.zk().sessions();
        List<DistributedSupervisor> nodes = scope.nodes("a", "b", "c");
        nodes.get(0).startChildren(workers("child", 6));
        scope.awaitRunning(ids(workers("child", 6)));
        eventually(() -> assertThat(scope.zk().sessions()).hasSize(before.size() + 3));

        for (DistributedSupervisor node : nodes) {
            node.close();
            eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("pogo-" + node.nodeId() + "-")));
        }

        assertThat(scope.zk().sessions()).isEqualTo(before);
    }

    @Test
    void a_client_of_the_callers_stays_open() {
        try (CuratorFramework client = scope.zk().newClient()) {
            DistributedSupervisor node = ZooKeeperSupervisor.builder()
                    .client(client)
                    .scope(TestZooKeeper.newScope())
                    .nodeId("a")
                    .settleDelay(java.time.Duration.ZERO)
                    .childType(WORKER, scope.workers()::worker)
                    .start();
            node.startChild(ChildSpec.of("child", WORKER));
            scope.awaitRunning("child");
            node.terminateChild("child");
            node.close();

            assertThat(client.getState()).isEqualTo(CuratorFrameworkState.STARTED);
            assertThat(scope.zk().tree("/pogo/" + node.scope() + "/members")).isEmpty();
            assertThat(scope.zk().tree("/pogo/" + node.scope() + "/planner")).isEmpty();
        }
    }
}

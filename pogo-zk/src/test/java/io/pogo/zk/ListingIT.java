package io.pogo.zk;

import static io.pogo.zk.TestScope.LIMIT;
import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildCounts;
import io.pogo.ChildFailedException;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What listings and look-ups say. */
class ListingIT extends InScope {
    @Test
    void a_local_listing_shows_this_nodes_children_and_a_global_one_those_of_all() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChildren(workers("child", 10));
        scope.awaitRunning(ids(workers("child", 10)));

        for (DistributedSupervisor node : nodes) {
            eventually(() -> {
                List<ChildInfo> local = node.whichChildren(View.LOCAL);
                assertThat(local)
                        .hasSize(5)
                        .allMatch(child -> node.nodeId().equals(child.node()))
                        .allMatch(child -> child.state() == ChildState.RUNNING);
                List<ChildInfo> global = node.whichChildren(View.GLOBAL);
                assertThat(global).hasSize(10).containsAll(local);
                assertThat(global).extracting(ChildInfo::id).isSorted();
            });
        }
        assertThat(nodes.get(0).whichChildren(View.GLOBAL))
                .isEqualTo(nodes.get(1).whichChildren(View.GLOBAL));
        assertThat(nodes.get(0).countChildren()).isEqualTo(new ChildCounts(10, 10, 0, 0, 0, 0));
    }

    @Test
    void a_listing_knows_token_and_node_as_the_child_does() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(ChildSpec.of("some child/with a slash", WORKER));
        scope.awaitRunning("some child/with a slash");
        Workers.Run run = scope.workers().runs().get(0);

        for (DistributedSupervisor node : nodes) {
            ChildInfo info = node.findChild("some child/with a slash").orElseThrow();
            assertThat(info)
                    .isEqualTo(new ChildInfo(
                            run.childId(), WORKER, ChildState.RUNNING, run.nodeId(), run.token(), 1, 1, null));
        }
        assertThat(nodes.get(0).findChild("other")).isEmpty();
    }

    @Test
    void a_child_that_nobody_can_run_is_pending_for_a_plain_reason_until_somebody_can() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", "rare"));

        ChildInfo pending = node.findChild("child").orElseThrow();
        assertThat(pending.state()).isEqualTo(ChildState.PENDING);
        assertThat(pending.reason()).isEqualTo("no member offers type \"rare\"");
        assertThat(node.countChildren()).isEqualTo(new ChildCounts(1, 0, 1, 0, 0, 0));
        CompletableFuture<ChildInfo> running = node.whenRunning("child");
        assertThat(running).isNotDone();

        scope.offering("rare", scope.workers()::worker).node("b");

        assertThat(running).succeedsWithin(LIMIT).extracting(ChildInfo::node).isEqualTo("b");
    }

    @Test
    void waiting_for_a_child_ends_with_not_found_when_it_is_not_there_or_goes_away() {
        DistributedSupervisor node = scope.node("a");
        assertFailsWith(node.whenRunning("child"), ChildNotFoundException.class);

        node.startChild(ChildSpec.of("child", "rare"));
        CompletableFuture<ChildInfo> running = node.whenRunning("child");
        node.terminateChild("child");

        assertFailsWith(running, ChildNotFoundException.class);
    }

    @Test
    void waiting_for_a_child_that_fails_everywhere_ends_with_its_error() {
        scope.offering("broken", context -> {
            throw new IllegalStateException("no such device");
        });
        DistributedSupervisor node = scope.node("a", builder -> builder.quarantine(Duration.ofMinutes(1)));
        node.startChild(ChildSpec.of("child", "broken").withMaxRestarts(0, Duration.ofSeconds(5)));

        eventually(() -> assertThat(node.findChild("child"))
                .get()
                .extracting(ChildInfo::state)
                .isEqualTo(ChildState.FAILED));
        assertFailsWith(node.whenRunning("child"), ChildFailedException.class);
        assertThat(node.findChild("child").orElseThrow().reason()).contains("no such device");
        assertThat(node.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 1, 0, 0));
    }

    @Test
    void a_wait_that_is_cancelled_or_times_out_leaves_the_child_alone() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", "rare"));

        node.whenRunning("child").cancel(false);
        assertFailsWith(node.whenRunning("child").orTimeout(50, TimeUnit.MILLISECONDS), TimeoutException.class);

        assertThat(node.findChild("child")).isPresent();
    }

    @Test
    void a_crashed_child_shows_its_incarnation_on_its_owner_and_on_other_nodes() {
        scope.offering(
                "crashes once",
                made -> scope.workers().recorded(context -> {
                    if (context.incarnation() == 1) {
                        throw new IllegalStateException("the first time");
                    }
                    Thread.currentThread().join();
                }));
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(ChildSpec.of("child", "crashes once"));

        for (DistributedSupervisor node : nodes) {
            eventually(() -> {
                ChildInfo info = node.findChild("child").orElseThrow();
                assertThat(info.state()).isEqualTo(ChildState.RUNNING);
                assertThat(info.incarnation()).isEqualTo(2);
                assertThat(info.reason()).isEqualTo("crashed once: java.lang.IllegalStateException: the first time");
                assertThat(node.explain("child").why()).endsWith("; it " + info.reason());
            });
        }
        scope.awaitRunning("child");
        assertThat(scope.workers().runs()).extracting(Workers.Run::incarnation).containsExactly(1, 2);
        assertThat(scope.workers().runs().stream().map(Workers.Run::token).distinct())
                .hasSize(1);
        eventually(() -> assertThat(nodes.stream().flatMap(node -> node.whichChildren(View.LOCAL).stream()))
                .singleElement()
                .extracting(ChildInfo::incarnation)
                .isEqualTo(2));
    }

    @Test
    void a_look_up_costs_as_many_requests_whatever_the_number_of_nodes() throws Exception {
        String[] ids = IntStream.range(0, 20).mapToObj(i -> "n" + i).toArray(String[]::new);
        DistributedSupervisor node = scope.nodes(ids).get(0);
        ScopeClient client = scope.client();
        node.startChildren(workers("child", 40));
        scope.awaitRunning(ids(workers("child", 40)));
        int lookUps = 200;
        long before = scope.zk().packets();

        for (int i = 0; i < lookUps; i++) {
            assertThat(client.findChild("child-" + i % 40)).isPresent();
        }

        // Four each; the rest is what the nodes send meanwhile.
        assertThat(scope.zk().packets() - before).isBetween(4L * lookUps, 10L * lookUps);
    }

    private static void assertFailsWith(CompletableFuture<?> future, Class<? extends Exception> type) {
        assertThat(future).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(type);
    }
}

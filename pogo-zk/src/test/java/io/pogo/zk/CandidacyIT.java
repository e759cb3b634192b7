package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.members.Place;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.latch.Candidacy;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The planner's queue. */
class CandidacyIT {
    private final TestZooKeeper zk = new TestZooKeeper();
    private final CuratorFramework client = zk.client();
    private final EventLoop loop = new EventLoop("test");
    private final Set<String> elected = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        loop.close();
        zk.close();
    }

    @Test
    void a_stay_that_was_over_before_it_joined_does_not_stand_in_the_queue() throws Exception {
        assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
        client.create().forPath("/planner");
        Candidacy late = candidacy("late");
        Candidacy next = candidacy("next");
        loop.execute(() -> {
            late.close();
            var unused = late.join(Duration.ofSeconds(5));
            var unusedToo = next.join(Duration.ofSeconds(5)).whenComplete((done, failure) -> elected.add("joined"));
        });
        eventually().until(() -> elected.size() == 2);
        assertThat(elected).containsExactlyInAnyOrder("joined", "next");
        assertThat(client.getChildren().forPath("/planner")).hasSize(1);
        loop.execute(next::close);
        eventually().until(() -> client.getChildren().forPath("/planner").isEmpty());
    }

    @Test
    void a_node_whose_place_was_deleted_queues_again_as_soon_as_there_is_a_thread_for_that() throws Exception {
        assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
        client.create().forPath("/planner");
        AtomicInteger made = new AtomicInteger();
        Candidacy node = candidacy(
                "node", () -> made.incrementAndGet() == 2 ? new Threadless(client, "/planner", "node") : latch("node"));
        CompletableFuture<Void> joined = CompletableFuture.completedFuture(null)
                .thenComposeAsync(ready -> node.join(Duration.ofSeconds(5)), loop);
        assertThat(joined).succeedsWithin(10, TimeUnit.SECONDS);
        eventually().until(() -> elected.contains("node"));

        client.delete()
                .forPath("/planner/" + client.getChildren().forPath("/planner").get(0));

        eventually().until(elected::isEmpty);
        eventually().until(() -> elected.contains("node"));
        assertThat(client.getChildren().forPath("/planner")).hasSize(1);
        loop.execute(node::close);
        eventually().until(() -> client.getChildren().forPath("/planner").isEmpty());
    }

    private LeaderLatch latch(String nodeId) {
        return new LeaderLatch(client, "/planner", nodeId);
    }

    private Candidacy candidacy(String nodeId) throws Exception {
        return candidacy(nodeId, () -> latch(nodeId));
    }

    private Candidacy candidacy(String nodeId, Supplier<LeaderLatch> latches) throws Exception {
        return new Candidacy(
                loop,
                new ZkSession(
                        new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN),
                "/planner",
                nodeId,
                new HashSet<>(),
                latches,
                new Place.Listener() {
                    @Override
                    public void elected(String path) {
                        elected.add(nodeId);
                    }

                    @Override
                    public void deposed() {
                        elected.remove(nodeId);
                    }
                });
    }
}

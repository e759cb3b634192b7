package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node is closed while ZooKeeper is away, and its client is one that tries for ever. */
class CloseWhileAwayIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Fleet fleet = new Fleet();
    private final CuratorFramework client = CuratorFrameworkFactory.builder()
            .connectString(fleet.zk().connectString())
            .sessionTimeoutMs((int) Fleet.SESSION.toMillis())
            .connectionTimeoutMs(1_000)
            .retryPolicy(new RetryForever(100))
            .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
            .build();

    @AfterEach
    void end() throws Exception {
        client.close();
        fleet.zk().server().restart();
        fleet.close();
    }

    private DistributedSupervisor running() {
        client.start();
        DistributedSupervisor node = fleet.quick("a")
                .client(client)
                .childType("worker", fleet.workers()::worker)
                .start();
        node.startChildren(Fleet.specs("c", 3));
        fleet.awaitRunning(3);
        return node;
    }

    @Test
    void a_node_that_was_just_cut_off_is_closed() throws Exception {
        DistributedSupervisor node = running();
        fleet.zk().server().stop();
        assertThat(CompletableFuture.runAsync(node::close)).succeedsWithin(SOON);
    }

    @Test
    void a_node_whose_session_is_over_is_closed() throws Exception {
        DistributedSupervisor node = running();
        fleet.zk().server().stop();
        fleet.awaitRunning(0);
        assertThat(CompletableFuture.runAsync(node::close)).succeedsWithin(SOON);
    }
}

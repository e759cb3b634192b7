package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import java.time.Duration;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ZooKeeper comes back without its data while nodes go on. */
@Timeout(90)
class DataLossIT {
    private final int port = InstanceSpec.getRandomPort();
    private final Workers workers = new Workers();
    private TestingServer server;

    @BeforeEach
    void startServer() throws Exception {
        // Each has a folder of its own, so the next one knows nothing of what the one before it knew.
        server = new TestingServer(new InstanceSpec(null, port, -1, -1, true, -1, 200, -1), true);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    private void loseData() throws Exception {
        server.close();
        startServer();
    }

    private ZooKeeperSupervisor.Builder node(String id, Ownership ownership) {
        return ZooKeeperSupervisor.builder()
                .connectString(server.getConnectString())
                .scope("lost")
                .nodeId(id)
                .ownership(ownership)
                .sessionTimeout(Duration.ofSeconds(1))
                .settleDelay(Duration.ZERO)
                .childType(WORKER, workers::worker);
    }

    private static void awaitSpecsLost(boolean lost, DistributedSupervisor... nodes) {
        for (DistributedSupervisor node : nodes) {
            eventually(() -> {
                assertThat(node.health().plannerKnown()).isTrue();
                assertThat(node.health().specsLost()).isEqualTo(lost);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_node_asks_for_its_initial_children_again(Ownership ownership) throws Exception {
        try (DistributedSupervisor a = node("a", ownership)
                        .initialChildren(List.of(ChildSpec.of("initial", WORKER)))
                        .start();
                DistributedSupervisor b = node("b", ownership).start()) {
            a.startChild(ChildSpec.of("later", WORKER));
            eventually(() -> assertThat(workers.running()).containsExactlyInAnyOrder("initial", "later"));

            loseData();

            eventually(() -> assertThat(workers.running()).isEmpty());
            eventually(() -> assertThat(workers.running()).containsExactly("initial"));
            awaitSpecsLost(false, a, b);
        }
    }

    @Test
    void that_specs_are_lost_is_shown_until_somebody_acknowledges_it_or_there_are_children() throws Exception {
        try (DistributedSupervisor a = node("a", Ownership.CLAIM).start();
                DistributedSupervisor b = node("b", Ownership.CLAIM).start()) {
            a.startChild(ChildSpec.of("child", WORKER));
            eventually(() -> assertThat(workers.running()).containsExactly("child"));
            awaitSpecsLost(false, a, b);

            loseData();
            awaitSpecsLost(true, a, b);
            b.acknowledgeLostSpecs();
            awaitSpecsLost(false, a, b);

            loseData();
            awaitSpecsLost(true, a, b);
            a.startChild(ChildSpec.of("child", WORKER));
            awaitSpecsLost(false, a, b);
            eventually(() -> assertThat(workers.running()).containsExactly("child"));
        }
    }
}

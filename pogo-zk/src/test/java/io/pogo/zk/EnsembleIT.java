package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.ZkClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of a connect string, and those that ZooKeeper's dynamic configuration announces. */
class EnsembleIT {
    private static final int CUTS = 3;
    private static final Duration SESSION = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    private final Workers workers = new Workers();
    private final String scope = TestZooKeeper.newScope();

    @BeforeAll
    static void start() {
        server = ServerProcess.start(folder, List.of("-Dzookeeper.skipACL=yes"), List.of("maxSessionTimeout=10000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void what_the_servers_announce_is_not_followed() throws Exception {
        announce("127.0.0.1:" + InstanceSpec.getRandomPort());
        assertSurvivesCuts();
    }

    /** As in most images of containers, whose servers call each other by names that only they can resolve. */
    @Test
    void names_that_cannot_be_resolved_here_are_not_followed() throws Exception {
        announce("zookeeper-0.zookeeper-headless.invalid:2181");
        assertSurvivesCuts();
    }

    private void assertSurvivesCuts() {
        try (Relay relay = new Relay(server.port());
                DistributedSupervisor node = node(relay).start();
                ScopeClient client = client(relay).connect()) {
            node.startChild(ChildSpec.of("c", TestScope.WORKER));
            TestScope.eventually(() -> assertThat(workers.running()).containsExactly("c"));
            for (int i = 0; i < CUTS; i++) {
                relay.drop();
                assertThat(client.whichChildren()).hasSize(1);
                assertThat(node.findSpec("c")).isPresent();
            }
            assertThat(workers.runs()).hasSize(1);
        }
    }

    @Test
    void it_is_followed_if_asked_for() throws Exception {
        announce("127.0.0.1:" + server.port());
        Relay relay = new Relay(server.port());
        ZkClient client = ZkClient.ours(
                relay.connectString(), true, Credentials.NONE, SESSION, Duration.ofSeconds(5), "follower");
        try (relay) {
            client.connect(Duration.ofSeconds(5));
            TestScope.eventually(() -> assertThat(client.address()).isEqualTo(server.connectString()));
        } finally {
            client.close("[scope test]");
        }
    }

    private ZooKeeperSupervisor.Builder node(Relay relay) {
        return ZooKeeperSupervisor.builder()
                .connectString(relay.connectString())
                .scope(scope)
                .nodeId("a")
                .sessionTimeout(SESSION)
                .requestTimeout(Duration.ofSeconds(5))
                .settleDelay(Duration.ZERO)
                .childType(TestScope.WORKER, workers::worker);
    }

    private ZooKeeperScopeClient.Builder client(Relay relay) {
        return ZooKeeperScopeClient.builder()
                .connectString(relay.connectString())
                .scope(scope)
                .requestTimeout(Duration.ofSeconds(5));
    }

    /** Sets what a reconfiguration would. */
    private static void announce(String address) throws Exception {
        announce(server, address);
    }

    /** The same of another server, which must not ask for permission. */
    static void announce(ServerProcess server, String address) throws Exception {
        String configuration = "server.1=127.0.0.1:2888:3888:participant;" + address + "\nversion=0";
        try (CuratorFramework admin =
                CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
            admin.start();
            admin.setData().forPath("/zookeeper/config", configuration.getBytes(StandardCharsets.UTF_8));
        }
    }
}

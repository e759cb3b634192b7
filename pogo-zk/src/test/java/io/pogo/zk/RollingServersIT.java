package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of an ensemble are restarted one after the other, the leader among them. */
class RollingServersIT {
    @TempDir
    private Path folder;

    private final Workers workers = new Workers();
    private final String scope = TestZooKeeper.newScope();

    @Test
    void children_run_on_though_nobody_here_can_resolve_what_the_servers_announce() throws Exception {
        try (NamedEnsemble ensemble = new NamedEnsemble(folder);
                DistributedSupervisor node = node(ensemble);
                ScopeClient client = client(ensemble)) {
            assertThat(announced(ensemble)).contains("headless.invalid:");
            client.startChild(ChildSpec.of("c", TestScope.WORKER));
            TestScope.eventually(() -> assertThat(workers.running()).containsExactly("c"));

            for (int server = 0; server < NamedEnsemble.SERVERS; server++) {
                ensemble.restart(server);
                String after = "after-" + server;
                client.startChild(ChildSpec.of(after, TestScope.WORKER));
                TestScope.eventually(() -> assertThat(workers.running()).contains(after));
                assertThat(node.findChild("c")).isPresent();
            }

            assertThat(workers.runsOf("c")).hasSize(1);
        }
    }

    private DistributedSupervisor node(NamedEnsemble ensemble) {
        return ZooKeeperSupervisor.builder()
                .connectString(ensemble.connectString())
                .scope(scope)
                .nodeId("a")
                .sessionTimeout(Duration.ofSeconds(4))
                .childType(TestScope.WORKER, workers::worker)
                .start();
    }

    private ScopeClient client(NamedEnsemble ensemble) {
        return ZooKeeperScopeClient.builder()
                .connectString(ensemble.connectString())
                .scope(scope)
                .connect();
    }

    private static String announced(NamedEnsemble ensemble) throws Exception {
        try (CuratorFramework anybody =
                CuratorFrameworkFactory.newClient(ensemble.connectString(), new RetryOneTime(100))) {
            anybody.start();
            return new String(anybody.getData().forPath("/zookeeper/config"), StandardCharsets.UTF_8);
        }
    }
}

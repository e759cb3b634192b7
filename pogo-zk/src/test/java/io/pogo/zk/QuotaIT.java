package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.RequestRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.StatsTrack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scope that ZooKeeper keeps within a quota. */
class QuotaIT {
    @TempDir
    private Path folder;

    @Test
    void a_scope_at_its_quota_refuses_what_is_more_runs_on_and_takes_more_when_there_is_room() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, List.of("-Dzookeeper.enforceQuota=true"), List.of());
                SecureScope scope = new SecureScope(server, server.connectString());
                CuratorFramework client = Nobody.at(server.connectString())) {
            DistributedSupervisor node = scope.join("a", builder -> builder);
            node.startChildren(Fleet.specs("c", 4));
            scope.awaitRunning(4);
            int znodes = client.getZookeeperClient().getZooKeeper().getAllChildrenNumber(scope.path("")) + 1;
            StatsTrack quota = new StatsTrack();
            quota.setCountHardLimit(znodes + 1);
            String limits = "/zookeeper/quota" + scope.path("");
            client.create().creatingParentsIfNeeded().forPath(limits + "/zookeeper_limits", quota.getStatsBytes());
            client.create().forPath(limits + "/zookeeper_stats", new StatsTrack().getStatsBytes());

            assertThatThrownBy(() -> node.startChild(ChildSpec.of("more", "worker")))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("quota");
            long before = server.packets();
            Fleet.forAsLongAs(Duration.ofSeconds(2));
            assertThat(server.packets() - before).isLessThan(100);
            scope.awaitRunning(4);

            node.terminateChildren(List.of("c0", "c1", "c2"));
            eventually().untilAsserted(() -> {
                node.startChild(ChildSpec.of("more", "worker"));
                assertThat(scope.workers().running()).contains("more");
            });
        }
    }
}

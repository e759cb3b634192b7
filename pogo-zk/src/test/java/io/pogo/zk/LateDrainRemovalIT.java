package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.engine.format.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;

/** A drain of an earlier supervisor is removed late, when its successor was drained. */
class LateDrainRemovalIT extends HeldBackRequests {
    @Test
    void the_drain_of_the_successor_stays() throws Exception {
        open(Ownership.CLAIM);
        FrameRelay planners = another();
        nodeBehind(planners, "planner", builder -> builder);
        planners.hold(OpCode.delete, "/draining/");
        ScopeClient client = scope.client();
        CuratorFramework shared = zk.newClient(relay.connectString(), Duration.ofSeconds(4));
        shared.blockUntilConnected();
        try {
            long session = shared.getZookeeperClient().getZooKeeper().getSessionId();
            client.pauseRebalancing();
            zk.client()
                    .create()
                    .creatingParentsIfNeeded()
                    .forPath(scope.root() + "/control/draining/a@" + Json.hex(session), new byte[0]);
            relay.hold(OpCode.delete, "/draining/");
            CompletableFuture<DistributedSupervisor> a = CompletableFuture.supplyAsync(() -> scope.nodeOn(shared, "a"));
            relay.awaitHeld();
            client.drain("a");
            relay.letGo();
            a.join();
            // The node has joined: its late removal was answered.
            assertThat(zk.tree(scope.root() + "/control")).anyMatch(path -> path.contains("/draining/a@"));
            eventually(() -> assertThat(client.members())
                    .filteredOn(member -> member.id().equals("a"))
                    .extracting(MemberInfo::draining)
                    .containsExactly(true));
            client.close();
            scope.leave("a");
        } finally {
            relay.letGo();
            shared.close();
        }
    }
}

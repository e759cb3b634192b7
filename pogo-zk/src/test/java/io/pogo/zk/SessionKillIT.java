package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody closes a node's session long before its timeout, by a second handle of it. No lease can foresee that: until
 * the node hears of it, only the fencing token tells its children from their successors.
 */
class SessionKillIT {
    private final Fleet fleet = new Fleet();
    private final Relay relay = new Relay(fleet.zk().server().getPort());
    private final CuratorFramework client = fleet.zk().newClient(relay.connectString());

    @AfterEach
    void end() {
        fleet.leave("victim");
        client.close();
        fleet.close();
        relay.close();
    }

    @Test
    void a_node_whose_session_was_killed_stops_its_children_and_joins_again_as_a_new_member() throws Exception {
        fleet.tolerateOverlaps();
        assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
        DistributedSupervisor other = fleet.join("other");
        fleet.join("victim", fleet.quick("victim").client(client).childType("worker", fleet.workers()::worker));
        other.startChildren(Fleet.specs("c", 10));
        awaitEven();
        for (int n = 1; n <= 3; n++) {
            int runs = fleet.workers().runs().size();
            long before = client.getZookeeperClient().getZooKeeper().getSessionId();
            killSession();
            eventually().until(() -> fleet.workers().runs().size() >= runs + 10);
            awaitEven();
            assertThat(client.getZookeeperClient().getZooKeeper().getSessionId())
                    .isNotEqualTo(before);
            assertThat(other.members()).hasSize(2);
        }
        assertThat(fleet.workers().overlaps()).noneMatch(SessionKillIT::isOnOneNode);
        fleet.workers()
                .runs()
                .forEach(run -> assertThat(fleet.workers().runsOf(run.childId()))
                        .extracting(Workers.Run::token)
                        .isSorted());
    }

    private void awaitEven() {
        eventually()
                .until(() -> fleet.workers().countOn("victim") == 5
                        && fleet.workers().countOn("other") == 5);
    }

    private static boolean isOnOneNode(String overlap) {
        return overlap.split("nodeId=victim", -1).length == 3 || overlap.split("nodeId=other", -1).length == 3;
    }

    private void killSession() throws Exception {
        ZooKeeper victims = client.getZookeeperClient().getZooKeeper();
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper twin = new ZooKeeper(
                fleet.zk().connectString(),
                2_000,
                event -> connected.countDown(),
                victims.getSessionId(),
                victims.getSessionPasswd());
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        twin.close();
        relay.drop();
    }
}

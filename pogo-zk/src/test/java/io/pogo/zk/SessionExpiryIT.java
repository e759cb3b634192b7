package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Restart;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server ends a node's session: a second handle of the same session closes it. */
class SessionExpiryIT {
    private final Fleet fleet = new Fleet();
    private final CuratorFramework client = fleet.zk().newClient();
    private DistributedSupervisor victim;
    private DistributedSupervisor other;

    @BeforeEach
    void begin() throws InterruptedException {
        client.blockUntilConnected();
        other = fleet.join("other");
        victim = fleet.join("victim", fleet.quick("victim").client(client).childType("worker", fleet.workers()::worker));
        other.startChildren(Fleet.specs("c", 10));
        eventually().until(() -> fleet.workers().countOn("victim") == 5 && fleet.workers().countOn("other") == 5);
    }

    @AfterEach
    void end() {
        fleet.leave("victim");
        client.close();
        fleet.close();
    }

    @Test
    void a_node_whose_session_is_over_stops_its_children_and_takes_children_again_as_a_new_member() throws Exception {
        Set<String> had = onVictim();
        for (int n = 1; n <= 3; n++) {
            int runs = fleet.workers().runs().size();
            long before = client.getZookeeperClient().getZooKeeper().getSessionId();
            expire();
            eventually().until(() -> fleet.workers().runs().size() >= runs + 5
                    && fleet.workers().countOn("victim") == 5
                    && fleet.workers().countOn("other") == 5);
            assertThat(client.getZookeeperClient().getZooKeeper().getSessionId()).isNotEqualTo(before);
            assertThat(victim.members()).hasSize(2);
        }
        assertThat(had).allSatisfy(id -> assertThat(fleet.workers().runsOf(id)).hasSizeGreaterThan(1));
    }

    @Test
    void the_planner_whose_session_is_over_is_followed_by_another() throws Exception {
        fleet.leave("other");
        fleet.awaitRunning(10);
        DistributedSupervisor third = fleet.join("third");
        eventually().until(() -> fleet.workers().countOn("third") == 5);
        expire();
        third.startChildren(Fleet.specs("more", 10));
        fleet.awaitRunning(20);
        eventually().until(() -> fleet.workers().countOn("victim") == 10);
    }

    @Test
    void a_temporary_child_is_not_run_again_after_its_nodes_session_was_over() throws Exception {
        fleet.leave("other");
        fleet.awaitRunning(10);
        victim.startChild(ChildSpec.of("once", "worker").withRestart(Restart.TEMPORARY));
        fleet.awaitRunning(11);
        expire();
        eventually().until(() -> fleet.workers().runs().size() >= 26 && fleet.workers().running().size() == 10);
        eventually().until(() -> victim.findChild("once").isEmpty());
        assertThat(fleet.workers().runsOf("once")).hasSize(1);
    }

    private Set<String> onVictim() {
        return fleet.workers().placement().entrySet().stream()
                .filter(placed -> placed.getValue().equals("victim"))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void expire() throws Exception {
        ZooKeeper victims = client.getZookeeperClient().getZooKeeper();
        var connected = new java.util.concurrent.CountDownLatch(1);
        ZooKeeper twin = new ZooKeeper(
                fleet.zk().connectString(),
                2_000,
                event -> connected.countDown(),
                victims.getSessionId(),
                victims.getSessionPasswd());
        connected.await();
        twin.close();
    }
}

package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.Restart;
import io.pogo.StartOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ZooKeeper server goes away and comes back with its data. */
class ServerRestartIT {
    private static final Duration SESSION = Duration.ofSeconds(8);

    private final Fleet fleet = new Fleet(new TestZooKeeper(500), ownership());
    private DistributedSupervisor a;

    /** What the locks of the scope are made of. */
    Ownership ownership() {
        return TestScope.OWNERSHIP;
    }

    @BeforeEach
    void begin() {
        a = join("a");
        join("b");
        a.startChildren(Fleet.specs("c", 10));
        fleet.awaitRunning(10);
        eventually().until(() -> fleet.workers().countOn("b") == 5);
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_restart_shorter_than_the_lease_restarts_no_child() throws Exception {
        int runs = fleet.workers().runs().size();
        fleet.zk().server().restart();
        a.startChildren(Fleet.specs("after", 4));
        fleet.awaitRunning(14);
        fleet.zk().server().restart();
        assertThat(a.terminateChild("after0")).isTrue();
        eventually().until(() -> !fleet.workers().running().contains("after0"));
        assertThat(fleet.workers().runs()).hasSize(runs + 4);
        // ServiceDiscovery deletes and creates its znode at each reconnect.
        eventually().untilAsserted(() -> assertThat(a.members()).hasSize(2));
    }

    @Test
    void starts_that_are_asked_for_while_the_server_is_away_are_carried_out() throws Exception {
        fleet.zk().server().stop();
        CompletableFuture<StartOutcome> start = a.startChildAsync(ChildSpec.of("meanwhile", "worker"));
        CompletableFuture<StartOutcome> other =
                a.startChildAsync(ChildSpec.of("other", "worker").withRestart(Restart.TEMPORARY));
        fleet.zk().server().restart();
        assertThat(start.join()).isEqualTo(StartOutcome.ACCEPTED);
        assertThat(other.join()).isEqualTo(StartOutcome.ACCEPTED);
        fleet.awaitRunning(12);
    }

    private DistributedSupervisor join(String nodeId) {
        return fleet.join(nodeId, fleet.builder(nodeId).sessionTimeout(SESSION));
    }
}

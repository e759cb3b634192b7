package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Restart;
import io.pogo.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node is cut off from ZooKeeper until its session has expired, and comes back. No child may run twice at a time. */
class SessionExpiryIT {
    private final Fleet fleet = new Fleet();
    private final Relay relay = new Relay(fleet.zk().server().getPort());
    private DistributedSupervisor first;

    @BeforeEach
    void begin() {
        first = fleet.join("first", fleet.builder("first").connectString(relay.connectString()));
    }

    @AfterEach
    void end() {
        relay.heal();
        fleet.close();
        relay.close();
    }

    @Test
    void the_children_of_a_node_whose_session_expired_run_elsewhere_and_it_takes_children_again() {
        DistributedSupervisor other = fleet.join("other");
        other.startChildren(Fleet.specs("c", 10));
        for (int n = 1; n <= 2; n++) {
            awaitCounts(5, 5);
            relay.cut();
            awaitCounts(0, 10);
            relay.heal();
            awaitCounts(5, 5);
            assertThat(other.members()).hasSize(2);
            eventually().until(() -> first.whichChildren(View.LOCAL).size() == 5);
        }
    }

    @Test
    void a_planner_whose_session_expired_is_followed_by_another() {
        DistributedSupervisor other = fleet.join("other");
        fleet.join("third");
        relay.cut();
        other.startChildren(Fleet.specs("c", 10));
        eventually()
                .until(() ->
                        fleet.workers().countOn("other") == 5 && fleet.workers().countOn("third") == 5);
        relay.heal();
        eventually().until(() -> fleet.workers().countOn("first") >= 3);
        fleet.awaitRunning(10);
    }

    @Test
    void a_temporary_child_is_not_run_again_after_the_session_of_its_node_expired() {
        first.startChild(ChildSpec.of("once", "worker").withRestart(Restart.TEMPORARY));
        fleet.awaitRunning(1);
        DistributedSupervisor other = fleet.join("other");
        relay.cut();
        eventually().until(() -> other.findChild("once").isEmpty());
        relay.heal();
        first.startChildren(Fleet.specs("c", 2));
        fleet.awaitRunning(2);
        assertThat(fleet.workers().runsOf("once")).hasSize(1);
    }

    private void awaitCounts(int onFirst, int onOther) {
        eventually()
                .until(() -> fleet.workers().countOn("first") == onFirst
                        && fleet.workers().countOn("other") == onOther);
    }
}

package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.DistributedSupervisor;
import io.pogo.NodeIdInUseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node id is one node's. */
class NodeIdIT {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_second_node_with_the_same_id_is_refused_and_the_first_is_unharmed() {
        DistributedSupervisor first = fleet.join("twin");
        DistributedSupervisor other = fleet.join("other");
        other.startChildren(Fleet.specs("c", 10));
        fleet.awaitRunning(10);
        Fleet.eventually().until(() -> fleet.workers().countOn("other") == 5);
        int runs = fleet.workers().runs().size();
        assertThatThrownBy(() -> fleet.builder("twin").start())
                .isInstanceOf(NodeIdInUseException.class)
                .hasMessageContaining("node id twin is in use by another live member of /pogo/" + fleet.scope());
        assertThat(first.members()).hasSize(2);
        assertThat(fleet.zk().tree(fleet.path("/members"))).hasSize(2);
        assertThat(fleet.zk().tree(fleet.path("/planner"))).hasSize(2);
        first.startChildren(Fleet.specs("more", 10));
        fleet.awaitRunning(20);
        assertThat(fleet.workers().runs()).hasSize(runs + 10);
        assertThat(fleet.workers().countOn("twin")).isEqualTo(10);
    }

    @Test
    void node_ids_and_scopes_that_are_no_znode_names_are_refused_with_the_rule() {
        for (String bad : List.of("", "a/b", "..", " ", "x".repeat(101), "ä", "-a")) {
            assertThatThrownBy(() -> ZooKeeperSupervisor.builder().nodeId(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("node id \"")
                    .hasMessageContaining("must be 1 to 100 letters, digits or _ . : -");
            assertThatThrownBy(() -> ZooKeeperSupervisor.builder().scope(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("scope \"");
        }
    }
}

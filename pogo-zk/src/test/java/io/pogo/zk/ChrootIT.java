package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.DistributedSupervisor;
import io.pogo.PogoException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connect string that ends in a chroot. */
class ChrootIT {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void everything_of_the_scope_lies_below_the_chroot() throws Exception {
        fleet.zk().client().create().creatingParentsIfNeeded().forPath("/some/chroot");
        DistributedSupervisor a = join("a");
        DistributedSupervisor b = join("b");
        a.startChildren(Fleet.specs("c", 6));
        fleet.awaitRunning(6);
        assertThat(fleet.zk().client().getChildren().forPath("/some/chroot/pogo"))
                .containsExactly(fleet.scope());
        assertThat(fleet.zk().client().getChildren().forPath("/")).doesNotContain("pogo");
        fleet.leave("a");
        fleet.awaitRunning(6);
        fleet.zk().server().restart();
        b.startChildren(Fleet.specs("after", 2));
        fleet.awaitRunning(8);
    }

    @Test
    void a_chroot_that_does_not_exist_is_refused_by_name() {
        assertThatThrownBy(() -> join("a"))
                .isInstanceOf(PogoException.class)
                .hasMessageContaining("/some/chroot")
                .hasMessageContaining("does not exist");
    }

    private DistributedSupervisor join(String nodeId) {
        return fleet.join(
                nodeId,
                fleet.builder(nodeId)
                        .sessionTimeout(Duration.ofSeconds(4))
                        .connectString(fleet.zk().connectString() + "/some/chroot"));
    }
}

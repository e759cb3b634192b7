package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pogo.DistributedSupervisor;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A CuratorFramework that the user brings. */
class UserClientIT {
    private final Fleet fleet = new Fleet();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ZooKeeperSupervisor.class.getPackageName());

    UserClientIT() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void end() {
        logger.detachAppender(logged);
        fleet.close();
    }

    @Test
    void a_client_of_the_users_works_and_is_not_closed_and_may_serve_several_supervisors() throws Exception {
        try (CuratorFramework client = fleet.zk().newClient()) {
            assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            DistributedSupervisor a = join("a", client);
            join("b", client);
            a.startChildren(Fleet.specs("c", 6));
            fleet.awaitRunning(6);
            eventually().until(() -> fleet.workers().countOn("b") == 3);
            fleet.leave("a");
            assertThat(client.getState()).isEqualTo(CuratorFrameworkState.STARTED);
            eventually().until(() -> fleet.workers().countOn("b") == 6);
            fleet.leave("b");
            assertThat(fleet.zk().tree(fleet.path("/members"))).isEmpty();
            assertThat(fleet.zk().tree(fleet.path("/planner"))).isEmpty();
            assertThat(fleet.zk().tree(fleet.path("/owners"))).noneMatch(path -> path.contains("latch-"));
            assertThat(client.getData().forPath(fleet.path("/layout"))).isNotEmpty();
            assertThat(warnings()).isZero();
            join("a", client);
            fleet.awaitRunning(6);
            fleet.leave("a");
        }
    }

    @Test
    void a_client_with_the_standard_error_policy_works_and_is_warned_of() throws Exception {
        try (CuratorFramework client =
                CuratorFrameworkFactory.newClient(fleet.zk().connectString(), 2_000, 2_000, new RetryOneTime(100))) {
            client.start();
            join("a", client).startChildren(Fleet.specs("c", 3));
            fleet.awaitRunning(3);
            assertThat(warnings()).isEqualTo(1);
            fleet.zk().server().restart();
            eventually().until(() -> fleet.workers().runs().size() == 6);
            fleet.awaitRunning(3);
            fleet.leave("a");
        }
    }

    private DistributedSupervisor join(String nodeId, CuratorFramework client) {
        return fleet.join(nodeId, fleet.quick(nodeId).client(client).childType("worker", fleet.workers()::worker));
    }

    private long warnings() {
        return logged.list.stream()
                .filter(event -> event.getFormattedMessage().contains("standard error policy"))
                .count();
    }
}

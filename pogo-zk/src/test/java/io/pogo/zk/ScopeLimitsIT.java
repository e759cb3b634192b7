package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.RequestRefusedException;
import io.pogo.ScopeClient;
import io.pogo.StartChildrenException;
import io.pogo.StartOutcome;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scope that has as much as it takes. */
class ScopeLimitsIT {
    private static final long PLENTY = 1_000_000;

    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_full_scope_refuses_new_children_from_everybody_and_runs_on_until_there_is_room() {
        DistributedSupervisor a = join("a", 3, PLENTY);
        join("b", 3, PLENTY);
        a.startChildren(Fleet.specs("c", 3));
        fleet.awaitRunning(3);
        try (ScopeClient client = client()) {
            for (ScopeClient asker : List.of(a, client)) {
                awaitRefused(asker, "it has 3 children, and its limit is 3");
                assertThat(asker.startChild(Fleet.specs("c", 1).get(0))).isEqualTo(StartOutcome.ALREADY_PRESENT);
                int runs = fleet.workers().runsOf("c0").size();
                asker.restartChild("c0");
                eventually().until(() -> fleet.workers().runsOf("c0").size() == runs + 1);
            }
            client.terminateChild("c0");
            eventually()
                    .ignoreExceptionsInstanceOf(RequestRefusedException.class)
                    .until(() -> {
                        client.startChild(ChildSpec.of("next", "worker"));
                        return true;
                    });
            eventually().until(() -> fleet.workers().running().contains("next"));
            awaitRefused(a, "it has 3 children");
        }
    }

    @Test
    void the_bytes_of_all_specs_are_limited_and_the_next_planner_holds_the_limit() {
        DistributedSupervisor a = join("a", 1_000, 2_000);
        DistributedSupervisor b = join("b", 1_000, 2_000);
        ChildSpec large = ChildSpec.of("large", "worker").withArgument("text", "x".repeat(2_000));
        a.startChild(large);
        awaitRefused(b, "its limit is 2000");
        fleet.leave("a");
        awaitRefused(b, "its limit is 2000");
        b.terminateChild("large");
        eventually().ignoreExceptionsInstanceOf(RequestRefusedException.class).until(() -> {
            b.startChild(ChildSpec.of("small", "worker"));
            return true;
        });
    }

    @Test
    void a_bulk_start_that_does_not_fit_says_of_each_child_what_became_of_it() {
        DistributedSupervisor a = join("a", 100, PLENTY);
        a.startChild(ChildSpec.of("c0", "worker"));
        fleet.awaitRunning(1); // so the planner is there
        List<ChildSpec> specs = Fleet.specs("c", 6_000);
        StartChildrenException refused =
                catchThrowableOfType(StartChildrenException.class, () -> a.startChildren(specs));
        assertThat(refused.accepted().size() + refused.failed().size()).isEqualTo(6_000);
        assertThat(refused.accepted()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(refused.failed().values()).isNotEmpty().allMatch(RequestRefusedException.class::isInstance);
        assertThat(a.whichChildren()).hasSize(refused.accepted().size());
    }

    @Test
    void what_somebody_else_says_of_the_limit_is_put_right() throws Exception {
        DistributedSupervisor a = join("a", 3, PLENTY);
        a.startChildren(Fleet.specs("c", 2));
        fleet.awaitRunning(2);
        try (CuratorFramework anybody = Nobody.at(fleet.zk().connectString())) {
            anybody.create().creatingParentsIfNeeded().forPath(fleet.path("/control/limits/full"), new byte[] {'{', 7});
            eventually()
                    .ignoreExceptionsInstanceOf(RequestRefusedException.class)
                    .until(() -> {
                        a.startChild(ChildSpec.of("third", "worker"));
                        return true;
                    });
            awaitRefused(a, "it has 3 children");
            anybody.delete().forPath(fleet.path("/control/limits/full"));
            eventually().until(() -> anybody.checkExists().forPath(fleet.path("/control/limits/full")) != null);
            assertThatThrownBy(() -> a.startChild(ChildSpec.of("more", "worker")))
                    .isInstanceOf(RequestRefusedException.class);
        }
    }

    @Test
    void a_planner_that_may_not_close_the_scope_says_so_and_does_it_when_it_may() throws Exception {
        String folder = fleet.path("/control/limits");
        try (CuratorFramework anybody = Nobody.at(fleet.zk().connectString());
                LoggedEvents logs = LoggedEvents.everything()) {
            DistributedSupervisor a = join("a", 2, PLENTY);
            anybody.create().creatingParentsIfNeeded().forPath(folder);
            anybody.setACL()
                    .withACL(List.of(new ACL(Perms.READ | Perms.ADMIN, Ids.ANYONE_ID_UNSAFE)))
                    .forPath(folder);
            a.startChildren(Fleet.specs("c", 2));
            eventually()
                    .until(() -> logs.texts().stream()
                            .anyMatch(text -> text.endsWith(folder + "/full may not be changed; it is tried again")));
            a.startChild(ChildSpec.of("third", "worker"));
            fleet.awaitRunning(3);
            anybody.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath(folder);
            eventually().until(() -> anybody.checkExists().forPath(folder + "/full") != null);
            awaitRefused(a, "it has 3 children, and its limit is 2");
        }
    }

    private DistributedSupervisor join(String node, int children, long bytes) {
        return fleet.join(node, fleet.builder(node).scopeLimits(children, bytes));
    }

    private ScopeClient client() {
        return ZooKeeperScopeClient.builder()
                .connectString(fleet.zk().connectString())
                .scope(fleet.scope())
                .connect();
    }

    /** The planner notices after a moment; until then there may be a few more children, which are removed again. */
    private static void awaitRefused(ScopeClient asker, String why) {
        eventually().untilAsserted(() -> {
            asker.terminateChild("more");
            assertThatThrownBy(() -> asker.startChild(ChildSpec.of("more", "worker")))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("child \"more\" was not started: the scope takes no more children")
                    .hasMessageContaining(why);
        });
    }
}

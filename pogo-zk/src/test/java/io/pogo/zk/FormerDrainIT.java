package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.Ownership;
import io.pogo.engine.format.Json;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A drain concerns one supervisor, also where its client and session go on without it. */
@Timeout(60)
class FormerDrainIT {
    private static TestZooKeeper zk;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    private static CuratorFramework client(String connectString) throws InterruptedException {
        CuratorFramework client = zk.newClient(connectString, Duration.ofSeconds(4));
        assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private static long sessionOf(CuratorFramework client) throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    private static String drainOf(TestScope scope, String node, CuratorFramework client) throws Exception {
        return scope.root() + "/control/draining/" + node + "@" + Json.hex(sessionOf(client));
    }

    private static void order(String drain) throws Exception {
        zk.client().create().creatingParentsIfNeeded().forPath(drain);
    }

    private static void awaitDraining(DistributedSupervisor asked, String... nodes) {
        eventually(() -> assertThat(asked.members())
                .filteredOn(MemberInfo::draining)
                .extracting(MemberInfo::id)
                .containsExactly(nodes));
    }

    @ParameterizedTest
    @EnumSource
    void a_supervisor_is_not_drained_by_its_predecessor_on_the_same_client(Ownership ownership) throws Exception {
        try (CuratorFramework callers = client(zk.connectString());
                TestScope scope = new TestScope(zk, ownership)) {
            DistributedSupervisor first = scope.nodeOn(callers, "a");
            first.drain();
            awaitDraining(first, "a");
            scope.leave("a");
            assertThat(zk.tree(scope.root())).doesNotContain(drainOf(scope, "a", callers));

            DistributedSupervisor second = scope.nodeOn(callers, "a");
            second.startChild(ChildSpec.of("child", WORKER));

            scope.awaitRunning("child");
            awaitDraining(second);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_drain_that_a_predecessor_could_not_remove_is_void_and_one_that_comes_later_holds(Ownership ownership)
            throws Exception {
        try (CuratorFramework callers = client(zk.connectString());
                TestScope scope = new TestScope(zk, ownership)) {
            scope.nodeOn(callers, "a");
            scope.leave("a");
            order(drainOf(scope, "a", callers));

            DistributedSupervisor a = scope.nodeOn(callers, "a");
            a.startChild(ChildSpec.of("child", WORKER));
            scope.awaitRunning("child");
            awaitDraining(a);

            a.drain();
            scope.awaitRunning();
            awaitDraining(a, "a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_drain_holds_over_the_end_of_a_lease_whose_session_goes_on(Ownership ownership) throws Exception {
        try (Relay relay = new Relay(zk.server().getPort());
                CuratorFramework callers = client(relay.connectString());
                TestScope scope = new TestScope(zk, ownership)) {
            DistributedSupervisor a = scope.nodeOn(callers, "a");
            a.startChildren(workers("child", 2));
            scope.awaitRunning(ids(workers("child", 2)));
            long session = sessionOf(callers);

            relay.cut();
            scope.awaitRunning();
            order(drainOf(scope, "a", callers));
            relay.heal();
            DistributedSupervisor b = scope.node("b");

            awaitDraining(b, "a");
            assertThat(sessionOf(callers)).isEqualTo(session);
            eventually(() -> assertThat(scope.workers().countOn("b")).isEqualTo(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_drain_of_a_node_that_has_left_is_removed_though_its_session_serves_another(Ownership ownership)
            throws Exception {
        try (CuratorFramework callers = client(zk.connectString());
                TestScope scope = new TestScope(zk, ownership)) {
            DistributedSupervisor a = scope.nodeOn(callers, "a");
            a.drain();
            awaitDraining(a, "a");
            order(drainOf(scope, "gone", callers));

            eventually(() -> assertThat(zk.tree(scope.root()))
                    .contains(drainOf(scope, "a", callers))
                    .doesNotContain(drainOf(scope, "gone", callers)));
        }
    }
}

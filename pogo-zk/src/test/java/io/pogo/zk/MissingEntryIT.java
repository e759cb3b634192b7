package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Finding;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A living member whose entry in the directory is missing for a while, and a repair meanwhile. */
class MissingEntryIT {
    private static TestZooKeeper zk;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_repair_takes_no_child_from_a_living_member(Ownership ownership) throws Exception {
        TestScope scope = new TestScope(zk, ownership);
        try (FrameRelay relay = new FrameRelay(zk.server().getPort())) {
            scope.node("b");
            scope.node("a", builder -> builder.connectString(relay.connectString()));
            ScopeClient client = scope.client();
            client.startChildren(workers("child", 8));
            scope.awaitRunning(ids(workers("child", 8)));
            eventually(() -> assertThat(scope.workers().countOn("a")).isEqualTo(4));
            int runs = scope.workers().runs().size();
            relay.touch(FrameRelay.ANY_CREATE, "/members/", -127, 1_000); // throttled
            zk.client().delete().forPath(scope.root() + "/members/a");
            Thread.sleep(1_000); // longer than the planner needs to hear of it
            assertThat(scope.workers().runs()).as("it keeps its children").hasSize(runs);

            List<Finding> found = client.check();
            assertThat(found).extracting(Finding::repairable).containsExactly(false);
            client.repair(found);
            Thread.sleep(2_000); // longer than the planner needs to move what it takes for free
            assertThat(scope.workers().runs()).as("runs after the repair").hasSize(runs);
        } finally {
            scope.terminateAll();
            scope.closeAll();
            scope.closeClients();
        }
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.util.List;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A spec may not be read, and a folder may not be listed when the planner compares again; both are mended. */
class MendedAclIT extends HeldBackRequests {
    private static final int BLIND = Perms.ALL & ~Perms.READ;

    private static void acl(String path, int perms) throws Exception {
        zk.client()
                .setACL()
                .withACL(List.of(new ACL(perms, Ids.ANYONE_ID_UNSAFE)))
                .forPath(path);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_planner_plans_on(boolean sealed) throws Exception {
        open(Ownership.CLAIM);
        nodeBehind(relay, "planner", builder -> builder);
        ScopeClient client = scope.client();
        client.startChildren(TestScope.workers("c", 3));
        scope.awaitRunning("c-0", "c-1", "c-2");
        String spec = in("children", "c-0");
        String folder = in("children", "c-1");
        folder = folder.substring(0, folder.lastIndexOf('/'));
        assertThat(spec).doesNotStartWith(folder);
        if (sealed) {
            acl(spec, BLIND);
            relay.touch(OpCode.multi, "/planner/", FrameRelay.SWALLOWED, 1);
            eventually(() -> assertThat(relay.touched()).isOne());
            scope.started("planner").isRebalancingPaused();
            scope.started("planner").findSpec("c-2"); // its answer shows that one is missing
            Thread.sleep(4_000); // it has connected again, and passes over the spec
        }
        acl(folder, BLIND);
        relay.touch(OpCode.multi, "/planner/", FrameRelay.SWALLOWED, 1);
        eventually(() -> assertThat(relay.touched()).isOne());
        scope.started("planner").isRebalancingPaused();
        scope.started("planner").findSpec("c-2"); // its answer shows that one is missing
        Thread.sleep(4_000); // it has connected again, and compared
        acl(folder, Perms.ALL);
        acl(spec, Perms.ALL);
        client.startChild(ChildSpec.of("new", TestScope.WORKER));
        eventually(() -> assertThat(scope.workers().running()).contains("new"));
        client.close();
    }
}

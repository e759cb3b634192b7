package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.Finding;
import io.pogo.MemberInfo;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Znodes of a session that is no member's are no planner, no member and no owner, and garbage is in nobody's way. */
class ForeignIT extends ForeignZnodes {
    private static final byte[] NO_NODE = "no node's id".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NODE_B = "b".getBytes(StandardCharsets.UTF_8);
    private static final String FIRST = "x-latch-0000000000";

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_foreign_place_in_the_queue_is_nobodys(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a", "b");
            scope.client().startChildren(workers("child", 4));
            scope.awaitRunning(ids(workers("child", 4)));
            long packets = zk.packets();
            create(scope, CreateMode.EPHEMERAL, "planner/0-no-latch", NO_NODE);
            create(scope, CreateMode.EPHEMERAL, "planner/y-latch-0000000000", NO_NODE);
            String copy = create(scope, CreateMode.EPHEMERAL, "planner/" + FIRST, NODE_B);
            eventually(() -> assertThat(zk.tree(scope.root() + "/planner")).hasSize(2));
            assertThat(copy).isNotNull();

            assertThat(scope.workers().runs()).as("nothing was run again").hasSize(4);
            assertThat(scope.client().members()).extracting(MemberInfo::id).containsExactly("a", "b");
            assertThat(zk.packets() - packets).isLessThan(500);
            scope.leave("a");
            scope.awaitRunning(ids(workers("child", 4)));
            scope.client().startChild(ChildSpec.of("later", WORKER));
            scope.awaitRunning("child-0", "child-1", "child-2", "child-3", "later");
        }
    }

    /** There was nobody in the queue that could see that its number is not what ZooKeeper would have given it. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_foreign_place_before_all_members_keeps_the_scope_from_a_planner_only_for_a_while(Ownership ownership)
            throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.node("a");
            scope.leave("a");
            create(scope, CreateMode.EPHEMERAL, "planner/" + FIRST, "ghost".getBytes(StandardCharsets.UTF_8));
            scope.nodes("a", "b");

            scope.client().startChild(ChildSpec.of("child", WORKER));

            scope.awaitRunning("child");
            assertThat(zk.tree(scope.root() + "/planner")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_foreign_member_is_none(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a", "b");
            ScopeClient client = scope.client();
            client.startChildren(workers("child", 4));
            scope.awaitRunning(ids(workers("child", 4)));
            byte[] entry = zk.client().getData().forPath(scope.root() + "/members/b");
            byte[] renamed = new String(entry, StandardCharsets.UTF_8)
                    .replace("\"id\":\"b\"", "\"id\":\"ghost\"")
                    .getBytes(StandardCharsets.UTF_8);
            List<String> foreign = List.of(
                    create(scope, CreateMode.EPHEMERAL, "members/copy", entry),
                    create(scope, CreateMode.EPHEMERAL, "members/garbage", NO_NODE),
                    create(scope, CreateMode.EPHEMERAL, "members/ghost", renamed));
            String own = scope.root() + "/members/b";
            zk.client().delete().forPath(own);
            zk.client().create().withMode(CreateMode.EPHEMERAL).forPath(own, entry);
            long session = session();
            eventually(() -> assertThat(zk.client().checkExists().forPath(own))
                    .isNotNull()
                    .extracting(Stat::getEphemeralOwner)
                    .isNotEqualTo(session));

            assertThat(client.members()).extracting(MemberInfo::id).containsExactly("a", "b");
            List<Finding> found = client.check();
            assertThat(found).extracting(Finding::path).containsExactlyElementsOf(foreign);
            assertThat(client.repair(found)).hasSameSizeAs(found);
            assertThat(client.check()).isEmpty();
            assertThat(scope.workers().runs()).as("nothing was run again").hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_foreign_lock_without_a_node_is_none(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a");
            String folder = "owners/" + inBucket("child") + "/";
            for (String name : List.of(FIRST, "0", "claim")) {
                create(scope, CreateMode.EPHEMERAL, folder + name, NO_NODE);
            }
            scope.client().startChild(ChildSpec.of("child", WORKER));
            scope.awaitRunning("child");

            assertThat(scope.workers().runsOf("child")).hasSize(1);
            assertThat(scope.client().whichChildren())
                    .extracting(ChildInfo::node)
                    .containsExactly("a");
            scope.client().terminateChild("child");
            scope.awaitNothing();
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void garbage_below_a_child_and_in_control_is_found_removed_and_in_nobodys_way(Ownership ownership)
            throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a");
            ScopeClient client = scope.client();
            client.startChildren(workers("child", 3));
            scope.awaitRunning(ids(workers("child", 3)));
            List<String> garbage = new ArrayList<>();
            for (String below : List.of(
                    "children/" + inBucket("child-0") + "/below",
                    "assignments/a/" + inBucket("child-0") + "/below",
                    "control/draining/garbage",
                    "control/draining/ghost@0x1",
                    "control/suspects/garbage",
                    "control/stuck/garbage",
                    "control/limits/garbage",
                    "control/rebalancing/garbage",
                    "control/specs/garbage")) {
                garbage.add(create(scope, CreateMode.PERSISTENT, below, NO_NODE));
            }
            garbage.remove(scope.root() + "/control/draining/ghost@0x1"); // the planner removes it
            List<Finding> found = client.check();
            assertThat(found).extracting(Finding::path).containsExactlyInAnyOrderElementsOf(garbage);
            assertThat(client.repair(found)).hasSameSizeAs(found);
            eventually(() -> assertThat(client.check()).isEmpty());

            for (String tree : List.of("children/", "assignments/a/")) {
                create(scope, CreateMode.PERSISTENT, tree + inBucket("child-1") + "/below/deep", NO_NODE);
            }
            assertThat(client.terminateChild("child-1")).isTrue();
            scope.awaitRunning("child-0", "child-2");
        }
    }

    private static long session() throws Exception {
        return zk.client().getZookeeperClient().getZooKeeper().getSessionId();
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.Finding;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.StoredSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Znodes that Pogo would not have written are listed, can be removed, and are otherwise as if they were not there. */
class StrayIT extends ForeignZnodes {
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void what_stands_in_the_wrong_place_is_ignored_found_and_removed(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a", "b");
            ScopeClient client = scope.client();
            client.startChildren(workers("child", 4));
            scope.awaitRunning(ids(workers("child", 4)));
            eventually(() -> assertThat(client.check()).isEmpty());
            List<ChildInfo> before = client.whichChildren();

            List<String> strays = new ArrayList<>();
            for (ChildInfo child : before) {
                String name = ZnodeNames.escape(child.id());
                String in = ZnodeNames.bucket(child.id()) + "/" + name;
                for (String tree : List.of("children", "assignments/a", "assignments/b", "owners", "failures")) {
                    byte[] copy = copyOf(scope, "/" + tree + "/" + in);
                    strays.add(create(scope, "/" + tree + "/00/" + name, copy));
                    strays.add(create(scope, "/" + tree + "/zz/" + name, GARBAGE));
                }
                strays.add(create(scope, "/checkpoints/00/" + name, GARBAGE));
            }
            scope.client().startChild(ChildSpec.of("later", WORKER));
            scope.awaitRunning("child-0", "child-1", "child-2", "child-3", "later");
            long packets = zk.packets();

            List<Finding> found = client.check();
            assertThat(found).extracting(Finding::path).containsExactlyInAnyOrderElementsOf(strays);
            assertThat(client.repair(found)).hasSameSizeAs(found);
            eventually(() -> assertThat(client.check()).isEmpty());
            assertThat(client.whichChildren()).containsAll(before).hasSize(5);
            assertThat(zk.packets() - packets).isLessThan(600);
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void what_belongs_to_no_session_is_no_planner_no_member_and_no_owner(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a");
            ScopeClient client = scope.client();
            client.startChildren(workers("child", 4));
            scope.awaitRunning(ids(workers("child", 4)));
            List<ChildInfo> before = client.whichChildren();
            byte[] ghost = "ghost".getBytes(StandardCharsets.UTF_8);
            create(scope, "/members/ghost", copyOf(scope, "/members/a"));
            for (int i = 0; i < 4; i++) {
                String owner = "/owners/" + ZnodeNames.bucket("child-" + i) + "/child-" + i;
                create(scope, owner + "/x-latch-0000000000", ghost);
            }
            assertThat(client.whichChildren()).isEqualTo(before);
            create(scope, "/planner/x-latch-0000000000", ghost);
            eventually(() -> assertThat(zk.tree(scope.root() + "/planner")).hasSize(1));

            scope.leave("a");
            scope.closeAll();
            create(scope, "/planner/x-latch-0000000000", ghost);
            for (int i = 0; i < 4; i++) {
                String owner = "/owners/" + ZnodeNames.bucket("child-" + i) + "/child-" + i;
                scope.zk().client().delete().quietly().forPath(scope.root() + owner + "/x-latch-0000000000");
                create(scope, owner + (ownership == Ownership.CLAIM ? "/claim" : "/x-latch-0000000000"), ghost);
            }
            scope.node("b");
            scope.awaitRunning(ids(workers("child", 4)));
            assertThat(client.whichChildren()).allMatch(child -> "b".equals(child.node()));
            List<Finding> found = client.check();
            assertThat(found).extracting(Finding::path).containsExactly(scope.root() + "/members/ghost");
            assertThat(client.repair(found)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void an_ephemeral_spec_is_no_spec(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a");
            ScopeClient client = scope.client();
            client.startChild(ChildSpec.of("child", WORKER));
            scope.awaitRunning("child");
            String in = ZnodeNames.bucket("ghost") + "/ghost";
            for (String tree : List.of("children", "failures")) {
                String path = scope.root() + "/" + tree + "/" + in;
                zk.client()
                        .create()
                        .creatingParentsIfNeeded()
                        .withMode(CreateMode.EPHEMERAL)
                        .forPath(path, StoredSpec.encode(ChildSpec.of("ghost", WORKER)));
            }
            client.startChild(ChildSpec.of("later", WORKER));
            scope.awaitRunning("child", "later");

            assertThat(client.whichChildren()).extracting(ChildInfo::id).containsExactly("child", "later");
            List<Finding> found = client.check();
            assertThat(found)
                    .extracting(Finding::kind)
                    .containsOnly(Finding.Kind.MISPLACED)
                    .hasSize(2);
            assertThat(client.repair(found)).hasSize(2);
        }
    }

    private static byte[] copyOf(TestScope scope, String path) throws Exception {
        return Stream.of(scope.root() + path)
                .filter(zk.tree(scope.root())::contains)
                .map(StrayIT::read)
                .findFirst()
                .orElse(GARBAGE);
    }

    private static byte[] read(String path) {
        try {
            return zk.client().getData().forPath(path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String create(TestScope scope, String below, byte[] data) throws Exception {
        return create(scope, CreateMode.PERSISTENT, below.substring(1), data);
    }
}

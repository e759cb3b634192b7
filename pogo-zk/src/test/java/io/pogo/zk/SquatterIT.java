package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.StoredSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An ephemeral znode of another session, where Pogo needs a persistent one, is as if it were not there. */
class SquatterIT extends ForeignZnodes {
    /** More refusals in a row than this many writes would show a loop. */
    private static final int FEW_PACKETS = 3_000;

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_child_starts_whatever_of_its_places_is_taken(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a");
            ScopeClient client = scope.client();
            Map<String, String> taken = new TreeMap<>();
            for (String tree : List.of("children", "owners", "assignments/a")) {
                String name = tree.substring(0, 3);
                taken.put(name + "-folder", tree + "/" + ZnodeNames.bucket(name + "-folder"));
                taken.put(name + "-znode", tree + "/" + inBucket(name + "-znode"));
            }
            for (String path : taken.values()) {
                squat(scope, path);
            }
            long packets = zk.packets();
            for (String id : taken.keySet()) {
                client.startChild(ChildSpec.of(id, WORKER));
            }
            scope.awaitRunning(taken.keySet());

            assertThat(zk.packets() - packets).isLessThan(FEW_PACKETS);
            assertThat(scope.workers().runs()).hasSameSizeAs(taken.keySet());
            assertThat(client.whichChildren()).extracting(ChildInfo::id).containsAll(taken.keySet());
            eventually(() -> assertThat(client.check()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_folder_of_the_layout_is_made_where_a_session_took_its_place(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            for (String folder : List.of("planner", "members", "children", "assignments/a", "owners", "failures")) {
                squat(scope, folder);
            }
            scope.nodes("a");
            scope.client().startChild(ChildSpec.of("first", WORKER));
            scope.awaitRunning("first");
            scope.client().terminateChild("first");
            scope.awaitNothing();
            for (String folder : List.of("children", "assignments", "owners", "failures")) {
                String path = scope.root() + "/" + folder;
                zk.client().delete().deletingChildrenIfNeeded().forPath(path);
                squat(scope, folder);
            }
            eventually(() -> scope.client().startChild(ChildSpec.of("second", WORKER)));
            scope.awaitRunning("second");
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_spec_a_failure_and_a_request_of_a_session_are_none(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.nodes("a", "b");
            ScopeClient client = scope.client();
            squat(scope, "control/rebalancing/paused");
            squat(scope, "control/limits/full");
            squat(scope, "control/specs/lost");
            String spec = squat(scope, "children/" + inBucket("ghost"));
            zk.client().setData().forPath(spec, StoredSpec.encode(ChildSpec.of("ghost", WORKER)));

            assertThat(client.isRebalancingPaused()).isFalse();
            assertThat(client.findChild("ghost")).isEmpty();
            assertThat(client.whichChildren()).isEmpty();
            client.startChild(ChildSpec.of("child", WORKER));
            scope.awaitRunning("child");
            client.pauseRebalancing();
            assertThat(client.isRebalancingPaused()).isTrue();
            client.resumeRebalancing();
            client.repair(client.check());
            eventually(() -> assertThat(client.check()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void what_a_child_leaves_outlives_the_session_that_took_its_place(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.offering("saver", context -> child -> {
                context.checkpoint().save(GARBAGE);
                scope.workers().worker(context).run(child);
            });
            scope.offering("failing", context -> {
                throw new IllegalStateException("on purpose");
            });
            List<String> places = List.of(
                    "checkpoints/" + ZnodeNames.bucket("saver-a"),
                    "checkpoints/" + inBucket("saver-b"),
                    "failures/" + ZnodeNames.bucket("failing-a"),
                    "failures/" + inBucket("failing-b"));
            scope.nodes("a");
            for (String place : places) {
                squat(scope, place);
            }
            for (String id : List.of("saver-a", "saver-b", "failing-a", "failing-b")) {
                scope.client().startChild(ChildSpec.of(id, id.substring(0, id.indexOf('-'))));
            }
            scope.awaitRunning("saver-a", "saver-b");
            for (String left : List.of("checkpoints/" + inBucket("saver-a"), "failures/" + inBucket("failing-a"))) {
                eventually(() -> assertThat(owner(scope, left)).isZero());
            }
            for (String left : places) {
                eventually(() -> assertThat(owner(scope, left)).isZero());
            }
        }
    }

    private static long owner(TestScope scope, String below) throws Exception {
        Stat stat = zk.client().checkExists().forPath(scope.root() + "/" + below);
        assertThat(stat).as(below).isNotNull();
        return stat.getEphemeralOwner();
    }

    private static String squat(TestScope scope, String below) throws Exception {
        return create(scope, CreateMode.EPHEMERAL, below, GARBAGE);
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.NotAuthorizedException;
import io.pogo.Ownership;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.StartOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests whose answers are lost are made again, and do nothing twice. */
class SwallowedAnswerIT extends HeldBackRequests {
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_bulk_start_of_temporary_children_runs_each_once(Ownership ownership) throws Exception {
        open(ownership);
        scope.offering("once", made -> context -> ran.add(context.childId()));
        scope.node("planner");
        scope.node("a");
        ScopeClient client = clientBehind(relay);
        List<ChildSpec> specs = IntStream.range(0, 30)
                .mapToObj(i -> ChildSpec.of("c" + i, "once").withRestart(Restart.TEMPORARY))
                .toList();
        relay.touch(OpCode.multi, "/children/", FrameRelay.SWALLOWED, 1);
        CompletableFuture<Map<String, StartOutcome>> started = client.startChildrenAsync(specs);
        eventually(() -> assertThat(ran).hasSize(30));
        client.whichChildren();
        assertThat(started.join()).hasSize(30);
        assertThat(ran).hasSize(30).doesNotHaveDuplicates();
        scope.awaitNothing();
        client.close();
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_completed_child_that_is_restarted_runs_twice(Ownership ownership) throws Exception {
        open(ownership);
        DistributedSupervisor planner = scope.node("planner");
        nodeBehind(relay, "a", builder -> builder.childType("task", made -> context -> ran.add("a")));
        relay.touch(OpCode.multi, "completed\"", FrameRelay.SWALLOWED, 1);
        planner.startChild(
                ChildSpec.of("child", "task").withRestart(Restart.TRANSIENT).withKeepCompleted(true));
        eventually(() -> assertThat(relay.touched()).isOne());
        planner.restartChild("child");
        eventually(() -> assertThat(ran).hasSize(2));
        scope.awaitState("child", ChildState.COMPLETED);
        Thread.sleep(1_000); // longer than a node needs to run it again
        assertThat(ran).hasSize(2);
        planner.terminateChild("child");
        scope.awaitNothing();
    }

    @Test
    void a_latch_whose_delete_is_not_answered_goes() throws Exception {
        open(Ownership.LEADER_LATCH);
        scope.node("planner");
        nodeBehind(relay, "a", builder -> builder.childType("k", scope.workers()::worker));
        ScopeClient client = scope.client();
        client.startChildren(List.of(ChildSpec.of("k1", "k"), ChildSpec.of("k2", "k")));
        scope.awaitRunning("k1", "k2");
        relay.touch(OpCode.delete, "/owners/", -127, 2);
        client.terminateChild("k1");
        relay.touch(FrameRelay.ANY_CREATE, "/owners/", FrameRelay.SWALLOWED, 1);
        client.startChild(ChildSpec.of("k3", "k"));
        scope.awaitRunning("k2", "k3");
        client.terminateChildren(List.of("k2", "k3"));
        scope.awaitNothing();
        client.close();
    }

    /** Opened and closed again and again on one client, while its children are given to it. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_node_that_comes_and_goes_on_one_client(Ownership ownership) throws Exception {
        open(ownership);
        CuratorFramework shared = zk.newClient();
        shared.blockUntilConnected();
        try {
            scope.node("planner");
            scope.offering("slow", slow());
            ScopeClient client = scope.client();
            for (int i = 0; i < 6; i++) {
                client.startChild(ChildSpec.of("c" + i, "slow"));
            }
            for (int round = 0; round < 4; round++) {
                scope.nodeOn(shared, "a");
                eventually(() -> assertThat(scope.workers().running()).hasSize(6));
                if (round % 2 == 0) {
                    client.drain("a");
                    Thread.sleep(50L * round); // it leaves in different moments of the drain
                }
                scope.leave("a");
            }
            scope.nodeOn(shared, "a");
            eventually(() -> assertThat(scope.workers().running()).hasSize(6));
            assertThat(scope.workers().overlaps()).isEmpty();
            client.terminateChildren(
                    client.whichChildren().stream().map(ChildInfo::id).toList());
            scope.awaitNothing();
            scope.leave("a");
            assertThat(zk.tree(scope.root()))
                    .noneMatch(path -> path.contains("/a@") || path.endsWith("/assignments/a"));
            client.close();
        } finally {
            shared.close();
        }
    }

    /** Many are terminated, the answer is lost, and one of them is started again before it is repeated. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_termination_that_is_repeated_leaves_a_new_child_alone(Ownership ownership) throws Exception {
        open(ownership);
        DistributedSupervisor planner = scope.node("planner");
        ScopeClient client = clientBehind(relay);
        planner.startChildren(TestScope.workers("c", 3));
        scope.awaitRunning("c-0", "c-1", "c-2");
        relay.touch(OpCode.multi, "/children/", FrameRelay.SWALLOWED, 1);
        CompletableFuture<Integer> terminated = client.terminateChildrenAsync(List.of("c-0", "c-1", "c-2"));
        scope.awaitRunning();
        assertThat(planner.startChild(ChildSpec.of("c-1", TestScope.WORKER))).isEqualTo(StartOutcome.ACCEPTED);
        scope.awaitRunning("c-1");
        client.whichChildren(); // shows that an answer is missing
        terminated.join();
        assertThat(planner.findSpec("c-1")).isPresent();
        client.close();
    }

    /** A node is closed with little time while the mark of a child is not answered. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_marked_child_of_a_node_that_is_closed_in_haste_runs(Ownership ownership) throws Exception {
        open(ownership);
        DistributedSupervisor planner = scope.node("planner");
        DistributedSupervisor a = nodeBehind(
                relay,
                "a",
                builder ->
                        builder.drainTimeout(Duration.ofMillis(1)).childType("once", made -> context -> ran.add("a")));
        relay.touch(OpCode.multi, "startedBy", FrameRelay.SWALLOWED, 1);
        planner.startChild(ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY));
        eventually(() -> assertThat(relay.touched()).isOne());
        scope.node("b", builder -> builder.childType("once", made -> context -> ran.add("b")));
        a.close();
        eventually(() -> assertThat(ran).as("left: " + scope.znodesOfChildren()).hasSize(1));
    }

    /** A node that may not enter the directory leaves nothing. */
    @Test
    void a_node_that_cannot_join_leaves_nothing() throws Exception {
        open(Ownership.CLAIM);
        scope.node("planner");
        relay.touch(FrameRelay.ANY_CREATE, "/members/", -102, 1_000);
        assertThatThrownBy(() -> scope.node("x", builder -> builder.connectString(relay.connectString())))
                .isInstanceOf(NotAuthorizedException.class);
        eventually(() -> assertThat(zk.tree(scope.root())).noneMatch(path -> path.contains("/x")));
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.Restart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node gives a temporary child away while the mark of its start is on its way: it is not lost. */
class WithdrawnStartIT {
    private static TestZooKeeper zk;
    private final List<String> ran = new CopyOnWriteArrayList<>();

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
    void a_temporary_child_runs_somewhere(Ownership ownership) throws Exception {
        TestScope scope = new TestScope(zk, ownership);
        FrameRelay relay = new FrameRelay(zk.server().getPort());
        try {
            DistributedSupervisor planner = scope.node("planner");
            scope.node(
                    "a",
                    builder -> builder.connectString(relay.connectString())
                            .sessionTimeout(Duration.ofSeconds(15))
                            .childType("once", made -> context -> ran.add("a")));
            relay.hold(OpCode.multi, "startedBy");
            planner.startChild(ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY));
            relay.awaitHeld();
            scope.node("b", builder -> builder.childType("once", made -> context -> ran.add("b")));
            planner.drain("a");
            Thread.sleep(1_000); // the planner has given the child to another node
            relay.letGo();
            eventually(() ->
                    assertThat(ran).as("left: " + scope.znodesOfChildren()).hasSize(1));
        } finally {
            relay.letGo();
            scope.terminateAll();
            scope.closeAll();
            scope.closeClients();
            relay.close();
        }
    }

    /** The mark is carried out, its answer is lost, and the node closes before the connection is back. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_marked_child_runs_somewhere(Ownership ownership) throws Exception {
        TestScope scope = new TestScope(zk, ownership);
        FrameRelay relay = new FrameRelay(zk.server().getPort());
        try {
            DistributedSupervisor planner = scope.node("planner");
            DistributedSupervisor a = scope.node(
                    "a",
                    builder -> builder.connectString(relay.connectString())
                            .sessionTimeout(Duration.ofSeconds(15))
                            .childType("once", made -> context -> ran.add("a")));
            relay.touch(OpCode.multi, "startedBy", FrameRelay.SWALLOWED, 1);
            planner.startChild(ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY));
            eventually(() -> assertThat(relay.touched()).isOne());
            scope.node("b", builder -> builder.childType("once", made -> context -> ran.add("b")));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(a::close);
            eventually(() ->
                    assertThat(ran).as("left: " + scope.znodesOfChildren()).hasSize(1));
            closed.join();
            assertThat(ran).hasSize(1);
        } finally {
            scope.terminateAll();
            scope.closeAll();
            scope.closeClients();
            relay.close();
        }
    }
}

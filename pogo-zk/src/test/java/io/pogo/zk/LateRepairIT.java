package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Finding;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;

/** The removal that a repair makes arrives late. */
class LateRepairIT extends HeldBackRequests {
    private final List<ChildContext> contexts = new CopyOnWriteArrayList<>();

    /** An ephemeral znode is where a spec belongs; a child is started there before the removal arrives. */
    @Test
    void a_new_child_stays() throws Exception {
        open(Ownership.CLAIM);
        DistributedSupervisor planner = scope.node("planner");
        ScopeClient client = clientBehind(relay);
        ephemeral(in("children", "child"));
        List<Finding> found = client.check();
        assertThat(found).extracting(Finding::path).contains(in("children", "child"));
        relay.hold(OpCode.multi, "/children/");
        CompletableFuture<List<Finding>> repair = client.repairAsync(found);
        relay.awaitHeld();
        planner.startChild(ChildSpec.of("child", TestScope.WORKER));
        scope.awaitRunning("child");
        relay.letGo();
        repair.join();
        assertThat(planner.findSpec("child")).isPresent();
        assertThat(scope.workers().running()).contains("child");
        client.close();
    }

    /** An ephemeral znode is where a checkpoint belongs; a child has saved before the removal arrives. */
    @Test
    void a_new_checkpoint_stays() throws Exception {
        open(Ownership.CLAIM);
        scope.offering("saver", made -> context -> {
            contexts.add(context);
            Thread.currentThread().join();
        });
        DistributedSupervisor planner = scope.node("planner");
        ScopeClient client = clientBehind(relay);
        planner.startChild(ChildSpec.of("child", "saver"));
        eventually(() -> assertThat(contexts).hasSize(1));
        ephemeral(in("checkpoints", "child"));
        List<Finding> found = client.check();
        assertThat(found).extracting(Finding::path).contains(in("checkpoints", "child"));
        relay.hold(OpCode.multi, "/checkpoints/");
        CompletableFuture<List<Finding>> repair = client.repairAsync(found);
        relay.awaitHeld();
        contexts.get(0).checkpoint().save("mine".getBytes(StandardCharsets.UTF_8));
        assertThat(stat(in("checkpoints", "child")).getEphemeralOwner()).isZero();
        relay.letGo();
        repair.join();
        assertThat(contexts.get(0).checkpoint().load()).isPresent();
        client.close();
    }

    /** The assignment of a child that is gone is removed by the planner, and there is a new one. */
    @Test
    void a_new_assignment_stays() throws Exception {
        open(Ownership.CLAIM);
        FrameRelay planners = another();
        try {
            nodeBehind(planners, "planner", builder -> builder);
            scope.node("a", builder -> builder.childType("k", scope.workers()::worker));
            DistributedSupervisor a = scope.started("a");
            ScopeClient client = clientBehind(relay);
            a.startChild(ChildSpec.of("child", "k"));
            scope.awaitRunning("child");
            planners.hold(OpCode.multi, "/assignments/a/");
            a.terminateChild("child");
            planners.awaitHeld();
            List<Finding> found = client.check();
            assertThat(found).extracting(Finding::path).anyMatch(path -> path.contains("/assignments/"));
            relay.hold(OpCode.delete, "/assignments/a/");
            CompletableFuture<List<Finding>> repair = client.repairAsync(found);
            relay.awaitHeld();
            planners.letGo();
            scope.awaitRunning();
            a.startChild(ChildSpec.of("child", "k"));
            scope.awaitRunning("child");
            relay.letGo();
            repair.join();
            Thread.sleep(1_500); // longer than a child needs to stop and to be run again
            assertThat(scope.workers().runsOf("child")).hasSize(2);
            client.close();
        } finally {
            planners.letGo();
        }
    }
}

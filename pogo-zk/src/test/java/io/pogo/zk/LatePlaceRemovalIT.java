package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The place of a node that is joining is removed by a repair, late. */
class LatePlaceRemovalIT extends HeldBackRequests {
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void its_children_stay(Ownership ownership) throws Exception {
        open(ownership);
        FrameRelay nodes = another();
        scope.node("planner");
        ScopeClient client = clientBehind(relay);
        ScopeClient direct = scope.client();
        direct.startChild(ChildSpec.of("child", "k"));
        nodes.hold(FrameRelay.ANY_CREATE, "/members/");
        CompletableFuture<DistributedSupervisor> a = CompletableFuture.supplyAsync(
                () -> nodeBehind(nodes, "a", builder -> builder.childType("k", scope.workers()::worker)));
        nodes.awaitHeld();
        List<io.pogo.Finding> found = direct.check();
        relay.hold(OpCode.delete, "/planner/");
        CompletableFuture<?> repair = client.repairAsync(found);
        relay.awaitHeld();
        nodes.letGo();
        a.join();
        scope.awaitRunning("child");
        relay.letGo();
        repair.join();
        Thread.sleep(2_000); // longer than the planner needs to move what it takes for free
        assertThat(scope.workers().runsOf("child")).hasSize(1);
        client.close();
        direct.close();
    }
}

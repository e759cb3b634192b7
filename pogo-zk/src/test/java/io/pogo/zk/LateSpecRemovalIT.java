package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The planner removes the spec of a temporary child, and that arrives when another child has its id. */
class LateSpecRemovalIT extends HeldBackRequests {
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void the_new_child_stays(Ownership ownership) throws Exception {
        open(ownership);
        nodeBehind(relay, "planner", builder -> builder);
        scope.node("a", builder -> builder.childType("once", scope.workers()::worker));
        ScopeClient client = scope.client();
        client.startChild(ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY));
        scope.awaitRunning("child");
        relay.hold(OpCode.multi, in("children", "child"));
        client.drain("a");
        relay.awaitHeld();
        client.terminateChild("child");
        client.startChild(ChildSpec.of("child", TestScope.WORKER));
        client.updateChild(ChildSpec.of("child", TestScope.WORKER).withArgument("v", "new"), 1);
        assertThat(stat(in("children", "child")).getVersion()).isOne();
        relay.letGo();
        assertThat(scope.started("planner").findSpec("child"))
                .as("what the planner reads after its late removal")
                .isPresent();
        scope.awaitRunning("child");
        client.close();
    }
}

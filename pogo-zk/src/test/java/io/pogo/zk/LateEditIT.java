package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;

/** A change of a spec arrives when another child has its id. */
class LateEditIT extends HeldBackRequests {
    @Test
    void the_spec_of_the_new_child_stays() throws Exception {
        open(Ownership.CLAIM);
        DistributedSupervisor planner = scope.node("planner");
        ScopeClient client = clientBehind(relay);
        planner.startChild(ChildSpec.of("child", TestScope.WORKER).withArgument("v", "old"));
        scope.awaitRunning("child");
        relay.hold(OpCode.multi, "/children/");
        CompletableFuture<Void> edit = client.restartChildAsync("child");
        relay.awaitHeld();
        planner.terminateChild("child");
        planner.startChild(ChildSpec.of("child", TestScope.WORKER).withArgument("v", "new"));
        relay.letGo();
        Throwable answer = catchThrowable(edit::join);
        assertThat(planner.findSpec("child").orElseThrow().arguments().get("v"))
                .as("answer " + answer + " " + text(in("children", "child")))
                .isEqualTo("new");
        client.close();
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A temporary child is updated while the mark of its start is on its way. */
class RunsOnceIT extends HeldBackRequests {
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void it_runs_once_and_with_the_new_spec(Ownership ownership) throws Exception {
        open(ownership);
        DistributedSupervisor planner = scope.node("planner");
        nodeBehind(
                relay,
                "a",
                builder -> builder.childType("once", made -> context -> {
                    ran.add(context.arguments().get("v"));
                    Thread.sleep(500); // long enough to be run afresh
                }));
        relay.hold(OpCode.multi, "startedBy");
        ChildSpec spec = ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY);
        planner.startChild(spec.withArgument("v", "old"));
        relay.awaitHeld();
        planner.updateChild(spec.withArgument("v", "new"), 1);
        Thread.sleep(300); // the planner has told the node
        relay.letGo();
        scope.awaitNothing();
        assertThat(ran).containsExactly("new");
    }

    /** The planner is late to tell. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void it_runs_with_the_new_spec(Ownership ownership) throws Exception {
        open(ownership);
        FrameRelay planners = another();
        try {
            nodeBehind(planners, "planner", builder -> builder);
            nodeBehind(
                    relay,
                    "a",
                    builder -> builder.childType("once", made -> context -> {
                        ran.add(context.arguments().get("v"));
                        Thread.sleep(500); // long enough to be run afresh
                    }));
            ScopeClient client = scope.client();
            relay.hold(OpCode.multi, "startedBy");
            ChildSpec spec = ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY);
            client.startChild(spec.withArgument("v", "old"));
            relay.awaitHeld();
            planners.hold(OpCode.multi, "/assignments/a/");
            client.updateChild(spec.withArgument("v", "new"), 1);
            planners.awaitHeld();
            relay.letGo();
            eventually(() -> assertThat(ran).isNotEmpty());
            planners.letGo();
            scope.awaitNothing();
            assertThat(ran).containsExactly("new");
            client.close();
        } finally {
            planners.letGo();
        }
    }
}

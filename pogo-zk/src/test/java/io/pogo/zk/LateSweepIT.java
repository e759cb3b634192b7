package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checkpoint of a child that is gone is removed late: a new child of its id has saved one, and is paused. */
class LateSweepIT extends HeldBackRequests {
    private final List<ChildContext> contexts = new CopyOnWriteArrayList<>();

    private Child saver(ChildContext made) {
        return scope.workers().recorded(context -> {
            contexts.add(context);
            context.checkpoint().save("x".getBytes(StandardCharsets.UTF_8));
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.sleep(500); // the time that it takes to stop
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void the_checkpoint_of_a_paused_child_stays(Ownership ownership) throws Exception {
        open(ownership);
        FrameRelay planners = another();
        try {
            nodeBehind(planners, "planner", builder -> builder);
            DistributedSupervisor a = nodeBehind(
                    relay,
                    "a",
                    builder -> builder.drainTimeout(Duration.ofMillis(100)).childType("saver", this::saver));
            ScopeClient client = scope.client();
            client.startChild(ChildSpec.of("child", "saver"));
            eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNotNull());
            relay.hold(OpCode.multi, in("checkpoints", "child"));
            planners.hold(OpCode.multi, in("checkpoints", "child"));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(a::close);
            Thread.sleep(300); // it is asked to stop, and takes half a second
            client.terminateChild("child");
            planners.awaitHeld();
            relay.awaitHeld();
            planners.letGo();
            eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNull());
            scope.node("b", builder -> builder.childType("saver", this::saver));
            client.startChild(ChildSpec.of("child", "saver"));
            eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNotNull());
            client.pauseChild("child");
            eventually(() -> assertThat(scope.latchesOf("child")).isEmpty());
            relay.letGo();
            closed.join(); // after its requests were answered
            assertThat(stat(in("checkpoints", "child"))).isNotNull();
            client.close();
        } finally {
            planners.letGo();
        }
    }
}

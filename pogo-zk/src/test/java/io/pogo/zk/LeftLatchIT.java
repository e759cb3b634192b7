package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lease ends while the session lives, and a latch may not be deleted at first. */
class LeftLatchIT extends HeldBackRequests {
    private final List<String> stopping = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void the_child_runs_again(Ownership ownership) throws Exception {
        open(ownership);
        DistributedSupervisor planner = scope.node("planner");
        scope.offering(
                "slow",
                made -> scope.workers().recorded(run -> {
                    try {
                        Thread.currentThread().join();
                    } catch (InterruptedException e) {
                        stopping.add(run.nodeId());
                        Thread.sleep(200); // the lease is over before the latch is deleted
                    }
                }));
        nodeBehind(relay, "a", builder -> builder);
        planner.startChild(ChildSpec.of("child", "slow").withShutdown(Duration.ofSeconds(1)));
        scope.awaitRunning("child");
        relay.touch(OpCode.multi, "/planner/", -127, 1_000); // throttled: no proof of the session
        eventually(() -> assertThat(stopping).hasSize(1));
        relay.touch(ownership == Ownership.CLAIM ? OpCode.multi : OpCode.delete, "/owners/", -102, 1);
        eventually(() -> assertThat(scope.workers().running()).contains("child"));
    }
}

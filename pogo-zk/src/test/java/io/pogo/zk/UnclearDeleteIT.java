package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A planner leaves, and the delete of its znode in the queue is answered by a code that says nothing. Its session goes
 * on, under a caller's client.
 */
@Timeout(60)
class UnclearDeleteIT {
    private static final List<Integer> CODES = List.of(-127, -999);

    /** A scope whose planner leaves. */
    private static final class Case implements AutoCloseable {
        private final int code;
        private final FrameRelay relay;
        private final CuratorFramework callers;
        private final TestScope scope;

        Case(TestZooKeeper zk, int code, Ownership ownership) throws InterruptedException {
            this.code = code;
            this.relay = new FrameRelay(zk.server().getPort());
            this.callers = zk.newClient(relay.connectString());
            assertThat(callers.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            this.scope = new TestScope(zk, ownership);
        }

        void plannerLeaves() {
            scope.nodeOn(callers, "planner");
            scope.node("other");
            relay.touch(OpCode.delete, "/planner/", code, 1);
            scope.leave("planner");
            scope.started("other").startChild(ChildSpec.of("child", WORKER));
        }

        void othersPlan() {
            scope.awaitRunning("child");
            assertThat(relay.touched()).as("answers replaced by %d", code).isOne();
            eventually(() -> assertThat(scope.zk().tree(scope.root() + "/planner"))
                    .filteredOn(path -> path.contains("-latch-"))
                    .hasSize(1));
        }

        void leaveAll() {
            scope.closeAll();
            callers.close();
        }

        @Override
        public void close() {
            scope.close();
            relay.close();
        }
    }

    @Test
    void it_is_deleted_again_and_others_plan() throws Exception {
        try (TestZooKeeper zk = new TestZooKeeper()) {
            List<Case> cases = new ArrayList<>();
            for (Ownership ownership : Ownership.values()) {
                for (int code : CODES) {
                    cases.add(new Case(zk, code, ownership));
                }
            }
            cases.forEach(Case::plannerLeaves);
            cases.forEach(Case::othersPlan);
            cases.forEach(Case::leaveAll);
            cases.forEach(Case::close);
        }
    }
}

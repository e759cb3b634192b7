package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.Restart;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mark of a temporary child that has not run. */
class LostMarkIT extends HeldBackRequests {
    private final List<String> ran = new CopyOnWriteArrayList<>();

    /** The mark is made, its answer is lost, and its node is drained before the connection is back. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_marked_child_of_a_drained_node_runs(Ownership ownership) throws Exception {
        open(ownership);
        DistributedSupervisor planner = scope.node("planner");
        nodeBehind(relay, "a", builder -> builder.childType("once", made -> context -> ran.add("a")));
        relay.touch(OpCode.multi, "startedBy", FrameRelay.SWALLOWED, 1);
        planner.startChild(ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY));
        eventually(() -> assertThat(relay.touched()).isOne());
        scope.node("b", builder -> builder.childType("once", made -> context -> ran.add("b")));
        planner.drain("a");
        eventually(() -> assertThat(ran).as("left: " + scope.znodesOfChildren()).hasSize(1));
    }

    /** The next owner has read the spec while it was marked. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_child_whose_mark_was_read_by_the_next_owner_runs(Ownership ownership) throws Exception {
        open(ownership);
        FrameRelay other = another();
        try {
            DistributedSupervisor planner = scope.node("planner");
            nodeBehind(relay, "a", builder -> builder.childType("once", made -> context -> ran.add("a")));
            relay.hold(OpCode.multi, "startedBy");
            planner.startChild(ChildSpec.of("child", "once").withRestart(Restart.TEMPORARY));
            relay.awaitHeld();
            nodeBehind(other, "b", builder -> builder.childType("once", made -> context -> ran.add("b")));
            other.hold(FrameRelay.ANY, in("children", "child"));
            planner.drain("a");
            other.awaitHeld(); // b is about to read the spec
            relay.touch(OpCode.multi, "startedBy", FrameRelay.SWALLOWED, 1);
            relay.letGo(); // the mark is made, its answer is lost; a will take it back when it is connected again
            eventually(() -> assertThat(text(in("children", "child"))).contains("startedBy"));
            other.letGo();
            eventually(() ->
                    assertThat(ran).as("left: " + scope.znodesOfChildren()).hasSize(1));
        } finally {
            other.letGo();
        }
    }
}

package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Restart;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Specs outlive every node. */
class ClusterStopIT {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void starts_that_were_accepted_run_though_their_requester_is_killed_at_once() {
        try (RemoteNode requester = RemoteNode.start(fleet, "requester", Fleet.SESSION, "no worker")) {
            requester.awaitJoined().tell("start20andDie c");
            requester.awaitEnd();
        }
        fleet.join("a");
        fleet.awaitRunning(20);
    }

    @Test
    void every_spec_runs_again_after_the_whole_cluster_was_killed() {
        try (RemoteNode a = RemoteNode.start(fleet, "a");
                RemoteNode b = RemoteNode.start(fleet, "b")) {
            a.awaitJoined();
            b.awaitJoined();
            DistributedSupervisor requester = fleet.join(
                    "requester",
                    fleet.quick("requester").connectString(fleet.zk().connectString()));
            requester.startChildren(Fleet.specs("c", 20));
            eventually().until(() -> a.running().size() + b.running().size() == 20);
            fleet.leave("requester");
            List.of(a, b).parallelStream().forEach(RemoteNode::kill);
        }
        fleet.join("b");
        fleet.join("a");
        fleet.awaitRunning(20);
        eventually().until(() -> fleet.workers().countOn("a") == 10);
    }

    @Test
    void every_spec_runs_again_after_the_whole_cluster_was_closed() {
        fleet.join("a").startChildren(Fleet.specs("c", 20));
        fleet.join("b");
        fleet.join("c").startChild(ChildSpec.of("once", "worker").withRestart(Restart.TEMPORARY));
        fleet.awaitRunning(21);
        List.of("a", "b", "c").forEach(fleet::leave);
        assertThat(fleet.workers().running()).isEmpty();
        List.of("a", "b", "c").forEach(fleet::join);
        fleet.awaitRunning(20);
        assertThat(fleet.workers().runsOf("once")).hasSize(1);
    }
}

package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.StartReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that are killed: processes with children of their own, beside a survivor in this JVM. */
class NodeDeathIT {
    private final Fleet fleet = new Fleet(ownership());
    private final List<RemoteNode> remotes = new ArrayList<>();

    /** What the locks of the scope are made of. */
    Ownership ownership() {
        return TestScope.OWNERSHIP;
    }

    @AfterEach
    void end() {
        remotes.forEach(RemoteNode::close);
        fleet.close();
    }

    @Test
    void the_second_and_the_third_failover_work_like_the_first() {
        RemoteNode first = remote("first");
        RemoteNode second = remote("second");
        RemoteNode third = remote("third");
        List.of(first, second, third).forEach(RemoteNode::awaitJoined);
        DistributedSupervisor survivor = fleet.join("survivor");
        survivor.startChildren(Fleet.specs("c", 20));
        List<RemoteNode> living = new ArrayList<>(List.of(first, second, third));
        awaitAll(20, living);
        for (RemoteNode victim : List.of(first, second, third)) {
            Set<String> orphans = victim.running();
            assertThat(orphans).isNotEmpty();
            victim.kill();
            living.remove(victim);
            awaitAll(20, living);
            eventually().until(() -> survivor.members().size() == living.size() + 1);
        }
        assertThat(fleet.workers().running()).hasSize(20);
        assertThat(fleet.workers().runs()).anyMatch(run -> run.reason() == StartReason.TAKEOVER);
        eventually()
                .untilAsserted(() -> assertThat(fleet.zk().tree(fleet.path("/assignments")))
                        .noneMatch(path ->
                                path.contains("/first") || path.contains("/second") || path.contains("/third")));
    }

    @Test
    void children_of_several_nodes_that_die_at_once_run_elsewhere() {
        List<RemoteNode> victims = List.of(remote("first"), remote("second"), remote("third"));
        victims.forEach(RemoteNode::awaitJoined);
        DistributedSupervisor survivor = fleet.join("survivor");
        survivor.startChildren(Fleet.specs("c", 20));
        awaitAll(20, victims);
        victims.forEach(victim -> assertThat(victim.running()).isNotEmpty());
        victims.parallelStream().forEach(RemoteNode::kill);
        awaitAll(20, List.of());
    }

    @Test
    void all_of_500_children_run_though_the_planner_dies_while_handing_them_out() {
        RemoteNode planner = remote("planner").awaitJoined();
        DistributedSupervisor a = fleet.join("a");
        fleet.join("b");
        a.startChildren(Fleet.specs("early", 250));
        eventually().until(() -> !planner.running().isEmpty());
        var later = a.startChildrenAsync(Fleet.specs("late", 250));
        planner.kill();
        later.join();
        fleet.awaitRunning(500);
    }

    @Test
    void a_node_that_dies_comes_back_at_once_under_its_node_id() {
        DistributedSupervisor other = fleet.join("other");
        RemoteNode before = remote("phoenix").awaitJoined();
        other.startChildren(Fleet.specs("c", 10));
        awaitAll(10, List.of(before));
        eventually().until(() -> !before.running().isEmpty());
        before.kill();
        RemoteNode after = remote("phoenix").awaitJoined();
        awaitAll(10, List.of(after));
        eventually().until(() -> after.running().size() == 5);
        assertThat(other.members()).hasSize(2);
    }

    private RemoteNode remote(String nodeId) {
        RemoteNode remote = RemoteNode.start(fleet, nodeId);
        remotes.add(remote);
        return remote;
    }

    /** Each child runs on exactly one of the living nodes. */
    private void awaitAll(int count, List<RemoteNode> living) {
        eventually().untilAsserted(() -> {
            List<String> running = new ArrayList<>(fleet.workers().running());
            living.forEach(remote -> running.addAll(remote.running()));
            assertThat(running).hasSize(count).doesNotHaveDuplicates();
        });
    }
}

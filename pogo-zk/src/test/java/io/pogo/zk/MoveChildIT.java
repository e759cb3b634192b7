package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.NodeNotFoundException;
import io.pogo.RequestRefusedException;
import io.pogo.ScopeClient;
import io.pogo.StartReason;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Children that somebody moves to a node of his choice. */
class MoveChildIT extends InScope {
    private String other(String node) {
        return node.equals("a") ? "b" : "a";
    }

    private void awaitOn(String child, String node) {
        eventually(() -> assertThat(scope.workers().placement()).containsEntry(child, node));
    }

    @Test
    void a_moved_child_stops_before_it_runs_on_its_new_node_whoever_asks() {
        scope.nodes("a", "b").get(0).startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        String node = scope.workers().nodeOf("child");

        for (ScopeClient asker : scope.askers(node)) {
            node = other(node);
            asker.moveChild("child", node);
            asker.moveChild("child", node);
            awaitOn("child", node);
        }
        assertThat(scope.workers().runsOf("child"))
                .extracting(Workers.Run::reason)
                .containsExactly(StartReason.FIRST_START, StartReason.MOVED, StartReason.MOVED, StartReason.MOVED);
    }

    /** The queue as the child sees it when it is asked to stop; a next owner is waited for only for a second. */
    @Test
    void a_child_that_moves_runs_on_until_its_next_owner_stands_in_the_queue() {
        List<Integer> queues = new CopyOnWriteArrayList<>();
        scope.offering("watchful", context -> running -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                queues.add(scope.latchesOf("child").size());
            }
        });
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(ChildSpec.of("child", "watchful"));
        eventually(() -> assertThat(scope.latchesOf("child")).hasSize(1));

        for (int move = 1; move <= 4; move++) {
            int moves = move;
            String node = Objects.requireNonNull(
                    nodes.get(0).findChild("child").orElseThrow().node());
            nodes.get(0).moveChild("child", other(node));
            eventually(() -> assertThat(queues).hasSize(moves));
            eventually(() -> assertThat(scope.latchesOf("child")).hasSize(1));
        }
        assertThat(queues).contains(2);

        nodes.get(0).terminateChild("child");
        eventually(() -> assertThat(queues).hasSize(5));
        assertThat(queues.get(4)).isEqualTo(1);
    }

    @Test
    void a_pin_holds_against_balance_until_it_is_taken_back() {
        DistributedSupervisor a = scope.node("a");
        a.startChildren(TestScope.workers("child", 4));
        List<String> all = List.of("child-0", "child-1", "child-2", "child-3");
        all.forEach(child -> a.moveChild(child, "a"));
        scope.awaitRunning(all);

        scope.node("b").startChild(ChildSpec.of("other", WORKER));
        awaitOn("other", "b");
        Fleet.forAsLongAs(java.time.Duration.ofSeconds(1));
        assertThat(scope.workers().countOn("a")).isEqualTo(4);

        all.forEach(a::unpinChild);
        a.unpinChild("child-0");
        eventually(() -> assertThat(scope.workers().countOn("a")).isLessThanOrEqualTo(3));
    }

    @Test
    void a_pin_ends_with_its_node_and_does_not_come_back_with_it() {
        DistributedSupervisor b = scope.nodes("a", "b").get(1);
        b.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        b.moveChild("child", "a");
        awaitOn("child", "a");

        scope.leave("a");
        awaitOn("child", "b");
        scope.node("a");
        b.startChild(ChildSpec.of("other", WORKER));
        scope.awaitRunning("child", "other");

        assertThat(scope.workers().placement()).containsEntry("child", "b");
    }

    @Test
    void a_move_to_a_node_that_cannot_take_the_child_is_a_clear_error_and_changes_nothing() {
        DistributedSupervisor a = scope.node("a");
        scope.offering("rare", scope.workers()::worker);
        scope.node("b").startChild(ChildSpec.of("child", "rare"));
        scope.awaitRunning("child");

        assertThatThrownBy(() -> a.moveChild("child", "c"))
                .isInstanceOf(NodeNotFoundException.class)
                .hasMessageContaining("\"child\"")
                .hasMessageContaining("\"c\"")
                .hasMessageContaining("[a, b]");
        assertThatThrownBy(() -> a.moveChild("nobody", "b")).isInstanceOf(ChildNotFoundException.class);
        assertThatThrownBy(() -> a.moveChild("child", "a"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("\"child\"")
                .hasMessageContaining("rare");
        assertThatThrownBy(() -> a.moveChild("child", "no such node!")).isInstanceOf(IllegalArgumentException.class);
        a.drain("b");
        assertThatThrownBy(() -> a.moveChild("child", "b"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("gives its children away");

        a.undrain("b");
        awaitOn("child", "b");
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.NodeNotFoundException;
import io.pogo.ScopeClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Members that give their children away and stay. */
class DrainIT extends InScope {
    private void awaitDraining(String... nodes) {
        eventually(() -> assertThat(scope.client().members())
                .filteredOn(MemberInfo::draining)
                .extracting(MemberInfo::id)
                .containsExactly(nodes));
    }

    @Test
    void a_drained_member_gives_all_away_takes_none_and_stays_until_it_is_undrained_whoever_asks() {
        DistributedSupervisor b = scope.nodes("a", "b").get(1);
        b.startChildren(workers("child", 6));
        scope.awaitRunning(ids(workers("child", 6)));

        for (ScopeClient asker : scope.askers("a")) {
            asker.drain("a");
            asker.drain("a");
            eventually(() -> assertThat(scope.workers().countOn("b")).isEqualTo(6));
            awaitDraining("a");
            eventually(() -> assertThat(b.members()).anyMatch(MemberInfo::draining));
            b.startChild(ChildSpec.of("late", WORKER));
            eventually(() -> assertThat(scope.workers().placement()).containsEntry("late", "b"));

            asker.undrain("a");
            asker.undrain("a");
            eventually(() -> assertThat(scope.workers().countOn("a")).isEqualTo(3));
            awaitDraining();
            b.terminateChild("late");
        }
    }

    @Test
    void a_member_drains_itself_and_back() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChildren(workers("child", 4));
        scope.awaitRunning(ids(workers("child", 4)));

        nodes.get(0).drain();
        eventually(() -> assertThat(scope.workers().countOn("b")).isEqualTo(4));
        nodes.get(0).undrain();

        eventually(() -> assertThat(scope.workers().countOn("a")).isEqualTo(2));
    }

    @Test
    void the_children_of_the_last_member_are_pending_for_a_plain_reason_while_it_is_drained() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        node.drain();

        scope.awaitRunning();
        eventually(() -> {
            ChildInfo info = node.findChild("child").orElseThrow();
            assertThat(info.state()).isEqualTo(ChildState.PENDING);
            assertThat(info.reason()).isEqualTo("no member takes children (all are draining)");
        });
        node.undrain();
        scope.awaitRunning("child");
    }

    @Test
    void a_drain_ends_with_the_session_and_its_znode_is_removed() {
        DistributedSupervisor b = scope.nodes("a", "b").get(1);
        b.drain("a");
        awaitDraining("a");

        scope.leave("a");
        eventually(() ->
                assertThat(scope.zk().tree(scope.root() + "/control/draining")).isEmpty());
        scope.node("a");
        b.startChildren(workers("child", 4));

        eventually(() -> assertThat(scope.workers().countOn("a")).isEqualTo(2));
        awaitDraining();
    }

    @Test
    void a_drained_member_stays_drained_over_a_lost_connection() {
        scope.node("b");
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            DistributedSupervisor a = scope.node("a", builder -> builder.connectString(relay.connectString()));
            a.drain();
            awaitDraining("a");

            relay.drop();
            scope.client().startChildren(workers("child", 4));

            eventually(() -> assertThat(scope.workers().countOn("b")).isEqualTo(4));
            awaitDraining("a");
            scope.leave("a");
        }
    }

    @Test
    void drains_back_and_forth_under_load_lose_no_child_and_run_none_twice() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b", "c");
        Set<String> all = ids(workers("child", 60));
        nodes.get(0).startChildren(workers("child", 60));

        for (int round = 0; round < 4; round++) {
            for (String drained : List.of("a", "b", "c")) {
                nodes.get(round % 3).drain(drained);
                nodes.get(0).startChild(ChildSpec.of("more-" + round + drained, WORKER));
                all.add("more-" + round + drained);
                eventually(() -> assertThat(scope.workers().countOn(drained)).isZero());
                nodes.get((round + 1) % 3).undrain(drained);
            }
        }

        scope.awaitRunning(all);
        eventually(() -> assertThat(List.of("a", "b", "c"))
                .allMatch(node -> scope.workers().countOn(node) == 24));
    }

    @Test
    void an_unknown_node_is_a_clear_error() {
        DistributedSupervisor node = scope.node("a");

        assertThatThrownBy(() -> node.drain("x"))
                .isInstanceOf(NodeNotFoundException.class)
                .hasMessageContaining("\"x\"")
                .hasMessageContaining("[a]");
        assertThatThrownBy(() -> node.undrain("x")).isInstanceOf(NodeNotFoundException.class);
        assertThat(scope.zk().tree(scope.root())).noneMatch(path -> path.contains("/draining/"));
    }

    @Test
    void while_rebalancing_is_paused_nothing_moves_to_a_new_member_but_what_a_drained_one_had_does() {
        DistributedSupervisor a = scope.node("a");
        a.startChildren(workers("child", 6));
        scope.awaitRunning(ids(workers("child", 6)));
        ScopeClient client = scope.client();
        client.pauseRebalancing();
        client.pauseRebalancing();
        assertThat(a.isRebalancingPaused()).isTrue();

        DistributedSupervisor b = scope.node("b");
        Fleet.forAsLongAs(Duration.ofSeconds(1));
        assertThat(scope.workers().countOn("b")).isZero();
        a.drain();
        eventually(() -> assertThat(scope.workers().countOn("b")).isEqualTo(6));
        a.undrain();
        Fleet.forAsLongAs(Duration.ofSeconds(1));
        assertThat(scope.workers().countOn("a")).isZero();

        b.resumeRebalancing();
        b.resumeRebalancing();
        assertThat(client.isRebalancingPaused()).isFalse();
        eventually(() -> assertThat(scope.workers().countOn("a")).isEqualTo(3));
    }
}

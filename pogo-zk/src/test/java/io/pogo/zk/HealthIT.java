package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import io.pogo.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node says of itself. */
class HealthIT extends InScope {
    private static final Health NONE = new Health(false, Duration.ZERO, false, 0, 0, false, false, false);

    private static void awaitSound(DistributedSupervisor node, int children) {
        eventually(() -> {
            Health health = node.health();
            assertThat(health.connected()).isTrue();
            assertThat(health.plannerKnown()).isTrue();
            assertThat(health.leaseMargin()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_334));
            assertThat(health.wanted()).isEqualTo(children);
            assertThat(health.running()).isEqualTo(children);
        });
    }

    @Test
    void the_first_lease_counts_from_when_the_session_was_opened() {
        Duration session = Duration.ofSeconds(20);
        try (Fleet slow = new Fleet(new TestZooKeeper(1_000))) {
            DistributedSupervisor node =
                    slow.join("first", slow.builder("first").sessionTimeout(session));
            assertThat(node.health().leaseMargin())
                    .as("it would be at most seven twelfths of the timeout if only the client's pings were known")
                    .isGreaterThan(session.multipliedBy(7).dividedBy(12));
        }
    }

    @Test
    void a_sound_node_is_connected_has_a_lease_and_a_planner_and_runs_what_it_shall() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChildren(workers("child", 6));

        nodes.forEach(node -> awaitSound(node, 3));

        assertThat(nodes).noneMatch(node -> node.health().rebalancingPaused());
        scope.client().pauseRebalancing();
        eventually(() -> assertThat(nodes).allMatch(node -> node.health().rebalancingPaused()));
        nodes.get(0).resumeRebalancing();
        eventually(() -> assertThat(nodes).noneMatch(node -> node.health().rebalancingPaused()));
        scope.leave("a");
        assertThat(nodes.get(0).health()).isEqualTo(NONE);
        awaitSound(nodes.get(1), 6);
    }

    @Test
    void a_node_that_is_cut_off_says_so_and_is_sound_again_afterwards() {
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            DistributedSupervisor node = scope.node("a", builder -> builder.connectString(relay.connectString()));
            node.startChildren(workers("child", 2));
            scope.awaitRunning(ids(workers("child", 2)));

            relay.cut();
            eventually(() -> assertThat(node.health()).isEqualTo(NONE));
            relay.heal();

            awaitSound(node, 2);
            scope.leave("a");
        }
    }
}

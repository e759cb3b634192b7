package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.PogoException;
import io.pogo.Restart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the meters of a node show. */
class MetersIT extends InScope {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private DistributedSupervisor node(String id) {
        return scope.node(id, builder -> builder.meterRegistry(registry).quarantine(Duration.ofMinutes(1)));
    }

    private double counter(String node, String name, String reason) {
        return registry.get(name).tags("node", node, "reason", reason).counter().count();
    }

    private double gauge(String node, String name, String... tags) {
        return registry.get(name).tags("node", node).tags(tags).gauge().value();
    }

    @Test
    void starts_restarts_and_failures_are_counted_by_reason() {
        scope.offering("crashes once", made -> context -> {
            if (context.incarnation() == 1) {
                throw new IllegalStateException("oh");
            }
            Thread.currentThread().join();
        });
        scope.offering("broken", made -> {
            throw new IllegalStateException("no");
        });
        DistributedSupervisor node = node("a");
        node.startChild(ChildSpec.of("child", "crashes once"));
        eventually(
                () -> assertThat(counter("a", "pogo.child.restarts", "crashed")).isEqualTo(1));
        node.restartChild("child");
        eventually(() ->
                assertThat(counter("a", "pogo.child.restarts", "requested")).isEqualTo(1));
        node.startChild(ChildSpec.of("broken", "broken").withMaxRestarts(0, Duration.ofSeconds(1)));
        eventually(
                () -> assertThat(counter("a", "pogo.child.failures", "gave_up")).isEqualTo(1));

        assertThat(counter("a", "pogo.child.failures", "crashed")).isEqualTo(2);
        assertThat(counter("a", "pogo.child.starts", "first_start")).isEqualTo(1);
        assertThat(counter("a", "pogo.child.starts", "restart")).isEqualTo(2);
        assertThat(counter("a", "pogo.child.restarts", "completed")).isZero();
    }

    @Test
    void children_are_counted_by_state_and_those_without_a_place_by_the_planner() {
        DistributedSupervisor node = node("a");
        node.startChildren(workers("child", 3));
        node.startChild(ChildSpec.of("homeless", "nobody offers this"));

        eventually(() ->
                assertThat(gauge("a", "pogo.children", "state", "running")).isEqualTo(3));
        eventually(() -> assertThat(gauge("a", "pogo.planner.pending")).isEqualTo(1));
        assertThat(gauge("a", "pogo.children", "state", "stuck")).isZero();
        assertThat(gauge("a", "pogo.planner")).isEqualTo(1);
    }

    @Test
    void a_move_is_counted_where_the_child_runs_afterwards() {
        DistributedSupervisor a = node("a");
        a.startChildren(workers("child", 3));
        scope.awaitRunning(ids(workers("child", 3)));
        node("b");
        a.close();

        scope.awaitRunning(ids(workers("child", 3)));
        eventually(() -> assertThat(registry.get("pogo.child.moves")
                        .tags("node", "b")
                        .counter()
                        .count())
                .isEqualTo(3));
        eventually(() -> assertThat(gauge("b", "pogo.planner")).isEqualTo(1));
    }

    @Test
    void the_lease_and_the_loop_are_measured() {
        node("a").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        assertThat(gauge("a", "pogo.lease.margin")).isGreaterThan(0).isLessThanOrEqualTo(2.0 / 3 * 2);
        assertThat(registry.get("pogo.loop.lag").timer().count()).isPositive();
        assertThat(registry.get("pogo.loop.lag").timer().mean(TimeUnit.SECONDS)).isLessThan(2);
    }

    @Test
    void a_node_that_is_closed_leaves_no_meter_and_takes_none_of_another() {
        DistributedSupervisor a = node("a");
        node("b");
        assertThat(meters()).anyMatch(meter -> "a".equals(meter.getId().getTag("node")));

        a.close();

        assertThat(meters())
                .isNotEmpty()
                .allMatch(meter -> "b".equals(meter.getId().getTag("node")));
    }

    @Test
    void a_node_that_cannot_join_leaves_no_meter() {
        scope.node("other").startChild(ChildSpec.of("child", WORKER));

        assertThatThrownBy(() -> scope.builder("a")
                        .meterRegistry(registry)
                        .initialChildren(List.of(ChildSpec.of("child", WORKER).withRestart(Restart.TEMPORARY)))
                        .start())
                .isInstanceOf(PogoException.class);

        assertThat(meters()).isEmpty();
    }

    @Test
    void no_meter_is_about_one_child() {
        DistributedSupervisor node = node("a");
        int before = meters().size();
        node.startChildren(workers("child", 20));
        scope.awaitRunning(ids(workers("child", 20)));

        assertThat(meters()).hasSize(before);
        assertThat(meters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getKey)
                .containsOnly("scope", "node", "state", "reason");
    }

    private List<Meter> meters() {
        return registry.getMeters();
    }
}

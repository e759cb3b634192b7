package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.ScopeWatch;
import io.pogo.StartReason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A child that crashes harms no other, and is never forgotten. */
class CrashIT extends InScope {
    private final AtomicBoolean healed = new AtomicBoolean();
    private final AtomicInteger tries = new AtomicInteger();

    private DistributedSupervisor node(String id) {
        return scope.node(id, builder -> builder.quarantine(Duration.ofMinutes(1)));
    }

    private void offerCrasher() {
        scope.offering(
                "crasher",
                made -> scope.workers().recorded(context -> {
                    tries.incrementAndGet();
                    if (!healed.get()) {
                        throw new IllegalStateException("crash no. " + tries.get());
                    }
                    Thread.currentThread().join();
                }));
    }

    @Test
    void one_child_that_crashes_for_ever_leaves_its_59_siblings_running_on_every_node() {
        offerCrasher();
        List<DistributedSupervisor> nodes = List.of(node("a"), node("b"), node("c"));
        nodes.get(0).startChildren(workers("child", 59));
        scope.awaitRunning(ids(workers("child", 59)));
        eventually(() -> assertThat(List.of("a", "b", "c"))
                .allMatch(id -> scope.workers().countOn(id) >= 19));
        nodes.get(0).startChild(ChildSpec.of("bad", "crasher").withMaxRestarts(1, Duration.ofSeconds(5)));

        for (DistributedSupervisor node : nodes) {
            eventually(() -> {
                ChildInfo bad = node.findChild("bad").orElseThrow();
                assertThat(bad.state()).isEqualTo(ChildState.FAILED);
                assertThat(bad.reason()).contains("crash no. " + tries.get());
            });
        }
        scope.awaitRunning(ids(workers("child", 59)));
        assertThat(tries).as("two runs on each node").hasValue(6);
        assertThat(scope.workers().runsOf("bad").stream()
                        .map(Workers.Run::nodeId)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("a", "b", "c");
        assertThat(scope.workers().runs())
                .filteredOn(run -> !run.childId().equals("bad"))
                .as("no sibling was started again")
                .noneMatch(run -> run.reason() == StartReason.RESTART);
    }

    @Test
    void a_child_that_waits_for_its_next_run_is_shown_as_restarting_by_every_process_until_it_runs() {
        offerCrasher();
        node("a");
        node("b");
        ScopeClient client = scope.client();
        List<ChildState> told = new CopyOnWriteArrayList<>();
        ScopeWatch watch = client.watch(update -> update.children().forEach(child -> told.add(child.state())));
        client.startChild(ChildSpec.of("bad", "crasher").withMaxRestarts(1_000, Duration.ofHours(1)));

        eventually(() -> assertThat(tries).hasValueGreaterThanOrEqualTo(4));
        String node = client.findChild("bad").map(ChildInfo::node).orElseThrow();
        for (ScopeClient asker : scope.askers(node)) {
            eventually(() -> {
                ChildInfo bad = asker.findChild("bad").orElseThrow();
                assertThat(bad.state()).isEqualTo(ChildState.RESTARTING);
                assertThat(bad.reason()).matches("crashed \\d+ times, last: .*crash no. \\d+");
                assertThat(asker.whichChildren()).containsExactly(bad);
            });
            eventually(() -> assertThat(asker.explain("bad"))
                    .matches(bad -> bad.state() == ChildState.RESTARTING)
                    .matches(bad -> bad.why().matches(".* may stay; it crashed \\d+ times, last: .*"))
                    .matches(bad -> ("the pause before its next run on " + node + " to end").equals(bad.waitsFor())));
        }
        healed.set(true);

        scope.awaitRunning("bad");
        eventually(
                () -> assertThat(client.findChild("bad").orElseThrow().state()).isEqualTo(ChildState.RUNNING));
        assertThat(client.findChild("bad").orElseThrow().reason()).startsWith("crashed ");
        eventually(() -> assertThat(told).contains(ChildState.RESTARTING).last().isEqualTo(ChildState.RUNNING));
        watch.close();
    }

    @Test
    void a_child_for_which_there_is_no_thread_is_started_again() {
        scope.node(
                "a",
                builder -> builder.childThreads(task -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Thread(task);
                }));
        scope.client().startChild(ChildSpec.of("c", WORKER));

        scope.awaitRunning("c");
        assertThat(scope.workers().runsOf("c"))
                .singleElement()
                .extracting(Workers.Run::reason)
                .isEqualTo(StartReason.RESTART);
    }

    @Test
    void restarting_a_failed_child_tries_it_again_at_once() {
        offerCrasher();
        DistributedSupervisor node = node("a");
        DistributedSupervisor other = node("b");
        node.startChild(ChildSpec.of("bad", "crasher").withMaxRestarts(0, Duration.ofSeconds(5)));
        eventually(() -> assertThat(node.findChild("bad").orElseThrow().state()).isEqualTo(ChildState.FAILED));
        assertThat(tries).hasValue(2);

        healed.set(true);
        other.restartChild("bad");

        scope.awaitRunning("bad");
        assertThat(tries).hasValue(3);
        eventually(() -> {
            ChildInfo good = other.findChild("bad").orElseThrow();
            assertThat(good.state()).isEqualTo(ChildState.RUNNING);
            assertThat(good.reason()).isNull();
        });
    }

    @Test
    void a_failed_child_is_tried_again_by_itself_after_its_quarantine() {
        offerCrasher();
        DistributedSupervisor node = scope.node("a", builder -> builder.quarantine(Duration.ofMillis(50)));
        node.startChild(ChildSpec.of("bad", "crasher").withMaxRestarts(0, Duration.ofSeconds(5)));
        eventually(() -> assertThat(tries).hasValueGreaterThanOrEqualTo(3));

        healed.set(true);

        scope.awaitRunning("bad");
    }

    @Test
    void a_failed_child_can_be_terminated_and_asked_for_with_another_spec() {
        offerCrasher();
        DistributedSupervisor node = node("a");
        node.startChild(ChildSpec.of("bad", "crasher").withMaxRestarts(0, Duration.ofSeconds(5)));
        eventually(() -> assertThat(node.findChild("bad").orElseThrow().state()).isEqualTo(ChildState.FAILED));

        assertThat(node.terminateChild("bad")).isTrue();
        node.startChild(ChildSpec.of("bad", WORKER));

        scope.awaitRunning("bad");
        eventually(() ->
                assertThat(scope.znodesOfChildren()).noneMatch(path -> path.startsWith(scope.root() + "/failures")));
    }

    @Test
    void a_child_that_cannot_be_constructed_harms_no_other() {
        scope.offering("broken", context -> {
            throw new NoClassDefFoundError("com/example/Gone");
        });
        DistributedSupervisor node = node("a");
        node.startChild(ChildSpec.of("broken", "broken").withMaxRestarts(1, Duration.ofSeconds(5)));
        node.startChildren(workers("child", 5));

        scope.awaitRunning(ids(workers("child", 5)));
        eventually(() ->
                assertThat(node.findChild("broken").orElseThrow().reason()).contains("com/example/Gone"));
        eventually(
                () -> assertThat(node.findChild("broken").orElseThrow().state()).isEqualTo(ChildState.FAILED));
        scope.awaitRunning(ids(workers("child", 5)));
    }

    @Test
    void restarts_are_counted_per_child() {
        scope.offering(
                "crashes twice",
                made -> scope.workers().recorded(context -> {
                    if (context.incarnation() <= 2) {
                        throw new IllegalStateException("crash");
                    }
                    Thread.currentThread().join();
                }));
        DistributedSupervisor node = node("a");
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            ids.add("child-" + i);
            node.startChild(ChildSpec.of("child-" + i, "crashes twice").withMaxRestarts(2, Duration.ofMinutes(1)));
        }
        eventually(() -> assertThat(scope.workers().runs()).hasSize(30));
        scope.awaitRunning(ids);
    }

    @Test
    void what_is_remembered_of_a_crash_is_forgotten_when_the_child_has_run_well_for_its_period() {
        AtomicInteger runs = new AtomicInteger();
        scope.offering(
                "crashes once",
                made -> scope.workers().recorded(context -> {
                    if (runs.getAndIncrement() == 0) {
                        throw new IllegalStateException("crash");
                    }
                    Thread.currentThread().join();
                }));
        DistributedSupervisor node = node("a");
        node.startChild(ChildSpec.of("child", "crashes once").withMaxRestarts(1, Duration.ofMillis(300)));

        eventually(() -> assertThat(scope.znodesOfChildren()).anyMatch(path -> path.contains("/failures/")));
        eventually(() -> assertThat(scope.znodesOfChildren()).noneMatch(path -> path.contains("/failures/")));
        scope.awaitRunning("child");
        assertThat(node.findChild("child").orElseThrow().reason()).isNull();
        assertThat(runs).hasValue(2);
    }
}

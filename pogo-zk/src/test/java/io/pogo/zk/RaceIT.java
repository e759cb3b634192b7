package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Requests that follow one another at once: the last one counts. */
class RaceIT extends InScope {
    private static final int TRIALS = 100;

    @Test
    void start_then_terminate_at_once_leaves_nothing() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        for (int i = 0; i < TRIALS; i++) {
            assertThat(of(nodes, i).startChild(worker("child-" + i))).isNotNull();
            assertThat(of(nodes, i).terminateChild("child-" + i)).isTrue();
        }
        scope.awaitNothing();
        assertThat(nodes.get(0).whichChildren(View.GLOBAL)).isEmpty();
    }

    @Test
    void start_then_terminate_at_once_on_another_node_leaves_nothing() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        for (int i = 0; i < TRIALS; i++) {
            of(nodes, i).startChild(worker("child"));
            assertThat(of(nodes, i + 1).terminateChild("child")).isTrue();
        }
        scope.awaitNothing();
    }

    @Test
    void terminate_then_start_at_once_runs_it_once() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < TRIALS; i++) {
            ids.add("child-" + i);
            nodes.get(0).startChild(worker("child-" + i));
        }
        scope.awaitRunning(ids);
        for (int i = 0; i < TRIALS; i++) {
            of(nodes, i).terminateChild("child-" + i);
            of(nodes, i).startChild(worker("child-" + i));
        }
        eventually(
                () -> assertThat(ids).allMatch(id -> scope.workers().runsOf(id).size() == 2));
        scope.awaitRunning(ids);
        assertEachRunsUnderItsOwnLock(nodes, ids);
    }

    @Test
    void the_same_child_terminated_and_started_again_and_again_from_both_nodes_runs_once() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(worker("child"));
        for (int i = 0; i < TRIALS; i++) {
            assertThat(of(nodes, i).terminateChild("child")).isTrue();
            of(nodes, i + 1).startChild(worker("child"));
        }
        assertThat(nodes.get(0).whenRunning("child")).succeedsWithin(TestScope.LIMIT);
        scope.awaitRunning("child");
        assertEachRunsUnderItsOwnLock(nodes, Set.of("child"));
    }

    @Test
    void two_nodes_that_start_and_terminate_the_same_children_at_the_same_time_agree_in_the_end() throws Exception {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        List<Thread> rivals = nodes.stream()
                .map(node -> new Thread(() -> {
                    for (int i = 0; i < TRIALS; i++) {
                        node.startChild(worker("child-" + i % 5));
                        node.terminateChild("child-" + (i + 2) % 5);
                    }
                }))
                .toList();
        rivals.forEach(Thread::start);
        for (Thread rival : rivals) {
            rival.join();
        }
        nodes.get(0).startChild(worker("child-0"));
        nodes.get(1).terminateChild("child-1");

        eventually(() -> {
            Set<String> wanted = new TreeSet<>();
            nodes.get(0).whichChildren(View.GLOBAL).stream()
                    .filter(child -> child.state() == ChildState.RUNNING)
                    .map(ChildInfo::id)
                    .forEach(wanted::add);
            assertThat(wanted).contains("child-0").doesNotContain("child-1");
            assertThat(scope.workers().running()).isEqualTo(wanted);
            assertThat(nodes.get(0).countChildren().specs()).isEqualTo(wanted.size());
        });
    }

    /** What runs is the last owner's run, not one of a spec that is gone. */
    private void assertEachRunsUnderItsOwnLock(List<DistributedSupervisor> nodes, Set<String> ids) {
        eventually(() -> {
            for (ChildInfo child : nodes.get(1).whichChildren(View.GLOBAL)) {
                List<Workers.Run> runs = scope.workers().runsOf(child.id());
                assertThat(runs.get(runs.size() - 1).token()).isEqualTo(child.fencingToken());
            }
            assertThat(nodes.get(1).whichChildren(View.GLOBAL)).hasSameSizeAs(ids);
        });
        scope.awaitRunning(ids);
    }

    private static ChildSpec worker(String id) {
        return ChildSpec.of(id, WORKER);
    }

    private static DistributedSupervisor of(List<DistributedSupervisor> nodes, int i) {
        return nodes.get(i % nodes.size());
    }
}

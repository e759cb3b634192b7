package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.StartOutcome;
import io.pogo.StartReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who runs what while nodes come and go. */
class MembershipIT extends InScope {
    @Test
    void a_child_that_is_requested_on_two_nodes_runs_once() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        ChildSpec spec = ChildSpec.of("child/1", WORKER);

        assertThat(nodes.get(0).startChild(spec)).isEqualTo(StartOutcome.ACCEPTED);
        assertThat(nodes.get(1).startChild(spec)).isEqualTo(StartOutcome.ALREADY_PRESENT);

        assertThat(nodes.get(1).whenRunning("child/1")).succeedsWithin(TestScope.LIMIT);
        scope.awaitRunning("child/1");
        assertThat(scope.workers().runs()).hasSize(1);
    }

    @Test
    void a_child_is_terminated_from_a_node_that_does_not_run_it() {
        DistributedSupervisor owner = scope.node("a");
        owner.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        DistributedSupervisor other = scope.node("b");

        assertThat(other.terminateChild("child")).isTrue();

        scope.awaitNothing();
        assertThat(other.terminateChild("child")).isFalse();
        assertThat(owner.terminateChild("never seen")).isFalse();
    }

    @Test
    void children_move_to_a_node_that_joins_each_stopped_before_it_starts_again() {
        scope.node("a").startChildren(workers("child", 9));
        scope.awaitRunning(ids(workers("child", 9)));

        scope.nodes("b", "c");

        eventually(() -> {
            assertThat(scope.workers().running()).hasSize(9);
            assertThat(List.of("a", "b", "c")).allMatch(node -> scope.workers().countOn(node) == 3);
        });
        assertThat(scope.workers().runs()).hasSizeLessThanOrEqualTo(9 + 6 + 1);
        assertThat(scope.workers().runs())
                .filteredOn(run -> !run.nodeId().equals("a"))
                .allMatch(run -> run.reason() == StartReason.MOVED);
    }

    @Test
    void children_of_a_node_that_leaves_run_on_the_others() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b", "c");
        nodes.get(0).startChildren(workers("child", 9));
        scope.awaitRunning(ids(workers("child", 9)));
        Map<String, String> before = scope.workers().placement();

        nodes.get(1).close();

        scope.awaitRunning(ids(workers("child", 9)));
        assertThat(scope.workers().countOn("b")).isZero();
        Map<String, String> after = scope.workers().placement();
        before.forEach((id, node) -> assertThat(node.equals("b") || node.equals(after.get(id)))
                .as(id + " stays where it is")
                .isTrue());
        assertThat(nodes.get(0).members()).extracting(MemberInfo::id).doesNotContain("b");
    }

    @Test
    void a_close_has_given_all_children_away_when_it_returns() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChildren(workers("child", 20));
        scope.awaitRunning(ids(workers("child", 20)));

        nodes.get(0).close();

        assertThat(scope.workers().countOn("a")).isZero();
        scope.awaitRunning(ids(workers("child", 20)));
    }

    @Test
    void fencing_tokens_rise_with_every_owner() {
        DistributedSupervisor first = scope.node("a");
        first.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        DistributedSupervisor second = scope.node("b");
        first.close();
        eventually(() -> assertThat(scope.workers().placement()).containsEntry("child", "b"));
        scope.node("c");
        second.close();
        eventually(() -> assertThat(scope.workers().placement()).containsEntry("child", "c"));

        List<Long> tokens =
                scope.workers().runs().stream().map(Workers.Run::token).toList();
        assertThat(tokens).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
        assertThat(tokens).allMatch(token -> token > 0);
    }

    @Test
    void initial_children_start_and_start_again_when_their_supervisor_is_closed_and_reopened() {
        List<ChildSpec> initial = workers("initial", 3);
        DistributedSupervisor first = scope.node("a", builder -> builder.initialChildren(initial));
        scope.awaitRunning(ids(initial));
        first.close();
        assertThat(scope.workers().running()).isEmpty();

        scope.node("a", builder -> builder.initialChildren(initial));

        scope.awaitRunning(ids(initial));
        eventually(() -> assertThat(scope.workers().runs()).hasSize(6));
    }

    @Test
    void specs_outlive_all_nodes() {
        scope.nodes("a", "b").get(0).startChildren(workers("child", 10));
        scope.awaitRunning(ids(workers("child", 10)));
        scope.closeAll();
        assertThat(scope.workers().running()).isEmpty();

        scope.node("c");

        scope.awaitRunning(ids(workers("child", 10)));
    }

    @Test
    void every_node_offers_its_own_types_and_gets_no_others() {
        scope.node("plain");
        scope.offering("special", scope.workers()::worker);
        DistributedSupervisor special = scope.node("special");

        for (int i = 0; i < 6; i++) {
            special.startChild(ChildSpec.of("special-" + i, "special"));
        }

        Set<String> wanted = new TreeSet<>();
        for (int i = 0; i < 6; i++) {
            wanted.add("special-" + i);
        }
        scope.awaitRunning(wanted);
        assertThat(scope.workers().runs().stream().map(Workers.Run::nodeId).collect(Collectors.toSet()))
                .containsExactly("special");
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pogo.ChildConflictException;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.InitialChildren;
import io.pogo.StartChildrenException;
import io.pogo.StartOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same id with another spec. */
class ConflictIT extends InScope {
    private static final ChildSpec SPEC = ChildSpec.of("child", WORKER).withArgument("x", "1");
    private static final ChildSpec OTHER = ChildSpec.of("child", WORKER).withArgument("x", "2");

    @Test
    void another_spec_under_the_same_id_is_refused_shows_both_and_can_still_be_terminated() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        nodes.get(0).startChild(SPEC);
        scope.awaitRunning("child");

        ChildConflictException conflict = catchThrowableOfType(
                ChildConflictException.class, () -> nodes.get(1).startChild(OTHER));

        assertThat(conflict.stored()).isEqualTo(SPEC);
        assertThat(conflict.requested()).isEqualTo(OTHER);
        assertThat(conflict).hasMessageContaining("x=1").hasMessageContaining("x=2");
        assertThat(scope.workers().runs()).hasSize(1);
        assertThat(nodes.get(1).terminateChild("child")).isTrue();
        scope.awaitNothing();
        assertThat(nodes.get(1).startChild(OTHER)).isEqualTo(StartOutcome.ACCEPTED);
        scope.awaitRunning("child");
    }

    @Test
    void in_bulk_each_child_has_its_own_outcome() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(SPEC);
        ChildSpec same = ChildSpec.of("same", WORKER);
        node.startChild(same);
        ChildSpec fresh = ChildSpec.of("fresh", WORKER);

        StartChildrenException refused = catchThrowableOfType(
                StartChildrenException.class, () -> node.startChildren(List.of(OTHER, same, fresh)));

        assertThat(refused.failed()).containsOnlyKeys("child");
        assertThat(refused.failed().get("child")).isInstanceOf(ChildConflictException.class);
        assertThat(refused.accepted())
                .containsEntry("same", StartOutcome.ALREADY_PRESENT)
                .containsEntry("fresh", StartOutcome.ACCEPTED);
        scope.awaitRunning("child", "same", "fresh");
    }

    @Test
    void a_node_whose_initial_children_conflict_does_not_start_and_leaves_nothing_behind() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(SPEC);
        scope.awaitRunning("child");

        StartChildrenException refused = catchThrowableOfType(
                StartChildrenException.class,
                () -> scope.builder("b").initialChildren(List.of(OTHER)).start());

        assertThat(refused.failed().get("child")).isInstanceOf(ChildConflictException.class);
        TestScope.eventually(() -> assertThat(node.members()).hasSize(1));
        scope.awaitRunning("child");
    }

    @Test
    void an_initial_child_with_another_spec_is_kept_or_updated_where_the_policy_says_so() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(SPEC);
        List<ChildSpec> initial = List.of(OTHER, ChildSpec.of("fresh", WORKER));

        scope.node("keep", builder -> builder.initialChildren(initial, InitialChildren.KEEP));
        assertThat(node.findSpec("child")).contains(SPEC);
        scope.node("update", builder -> builder.initialChildren(initial, InitialChildren.UPDATE));
        assertThat(node.findSpec("child")).contains(OTHER);
        assertThat(node.findChild("child").orElseThrow().revision()).isEqualTo(2);
        scope.awaitRunning("child", "fresh");
    }
}

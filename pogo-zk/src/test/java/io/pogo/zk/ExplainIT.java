package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.NodeNotFoundException;
import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.ScopeClient;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why a child is where it is, and what would move. */
class ExplainIT extends InScope {
    @Test
    void a_running_child_is_explained_alike_from_everywhere() {
        scope.offering("rare", scope.workers()::worker).node("a");

        scope.node("b").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        String node = scope.workers().nodeOf("child");
        String elsewhere = node.equals("a") ? "b" : "a";

        for (ScopeClient asker : scope.askers(node)) {
            ChildExplanation explained = asker.explain("child");
            assertThat(explained.state()).isEqualTo(ChildState.RUNNING);
            assertThat(explained.node()).isEqualTo(node);
            assertThat(explained.elsewhere()).containsOnlyKeys(elsewhere);
            assertThat(explained.waitsFor()).isNull();
            assertThat(explained.transitions())
                    .extracting(ChildExplanation.Transition::what)
                    .anyMatch(what -> what.equals("asked for"))
                    .anyMatch(what -> what.equals("given to " + node + " (FIRST_START)"))
                    .anyMatch(what -> what.startsWith(node + " queued for its lock, token 0x"));
        }
    }

    @Test
    void a_child_that_no_node_can_take_is_explained_with_a_reason_for_each_node() {
        DistributedSupervisor a = scope.node("a");
        scope.node("b");
        a.startChild(ChildSpec.of("child", WORKER).withRequiredLabel("zone", "eu"));
        a.startChild(ChildSpec.of("heavy", WORKER).withWeight(1_000_000));
        a.startChild(ChildSpec.of("fine", WORKER));
        scope.awaitRunning("fine");

        ChildExplanation explained = scope.client().explain("child");

        assertThat(explained.state()).isEqualTo(ChildState.PENDING);
        assertThat(explained.node()).isNull();
        assertThat(explained.elsewhere())
                .containsOnlyKeys("a", "b")
                .allSatisfy((node, why) -> assertThat(why).contains("zone"));
        assertThat(a.findChild("heavy").orElseThrow().reason()).contains("1000000");
        assertThat(a.explain("heavy").why()).contains("1000000");
    }

    @Test
    void listing_and_explanation_give_the_same_reason_where_weight_is_the_reason() {
        DistributedSupervisor a = scope.node("a", node -> node.capacity(10));
        scope.node("b", node -> node.capacity(10));
        List.of("first", "second")
                .forEach(id -> a.startChild(ChildSpec.of(id, WORKER).withWeight(6)));
        scope.awaitRunning("first", "second");
        a.startChild(ChildSpec.of("third", WORKER).withWeight(6));

        for (ScopeClient asker : scope.askers("a")) {
            String reason = asker.explain("third").why();
            assertThat(reason)
                    .startsWith(
                            "every member that offers type \"" + WORKER + "\" is full (its weight is 6, capacity 20");
            assertThat(asker.findChild("third").orElseThrow().reason()).isEqualTo(reason);
            assertThat(asker.whichChildren())
                    .filteredOn(child -> child.id().equals("third"))
                    .extracting(ChildInfo::reason)
                    .containsExactly(reason);
        }
    }

    @Test
    void a_paused_child_and_one_without_any_planner_are_explained() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        a.pauseChild("child");
        scope.awaitState("child", ChildState.PAUSED);
        assertThat(a.explain("child").state()).isEqualTo(ChildState.PAUSED);
        assertThat(a.explain("child").why()).contains("paused");
        a.resumeChild("child");
        scope.awaitRunning("child");
        ScopeClient client = scope.client();
        scope.closeAll();

        ChildExplanation explained = client.explain("child");

        assertThat(explained.state()).isEqualTo(ChildState.PENDING);
        assertThat(explained.waitsFor()).isEqualTo("a planner: the scope has no member");
        assertThatThrownBy(() -> client.explain("nobody")).isInstanceOf(ChildNotFoundException.class);
    }

    @Test
    void a_preview_of_a_leave_says_what_then_moves_and_changes_nothing() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b", "c");
        nodes.get(0).startChildren(workers("child", 9));
        scope.awaitRunning(ids(workers("child", 9)));
        eventually(() -> assertThat(scope.workers().countOn("a")).isEqualTo(3));
        ScopeClient client = scope.client();

        PlacementPreview preview = client.previewPlacement(List.of("a"), List.of());

        assertThat(preview.moves()).hasSize(3).allMatch(move -> "a".equals(move.from()));
        assertThat(preview.pending()).isEmpty();
        assertThat(scope.workers().countOn("a")).isEqualTo(3);
        assertThat(client.previewPlacement(List.of(), List.of()).moves()).isEmpty();
        assertThat(client.previewPlacement(List.of(), List.of(ProspectiveMember.of("d", Set.of(WORKER))))
                        .moves())
                .hasSize(2)
                .allMatch(move -> move.to().equals("d"));
        assertThatThrownBy(() -> client.previewPlacement(List.of("x"), List.of()))
                .isInstanceOf(NodeNotFoundException.class);
        assertThat(scope.workers().runs()).hasSize(9);
    }
}

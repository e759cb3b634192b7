package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildConflictException;
import io.pogo.ChildInfo;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Finding;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.SetInfo;
import io.pogo.SetOutcome;
import io.pogo.SetOutcome.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Declared sets. */
class ChildSetIT extends InScope {
    @Test
    void a_declaration_adds_changes_removes_and_keeps_children_of_its_own_set_alone() {
        DistributedSupervisor node = scope.nodes("a", "b").get(0);
        node.startChild(ChildSpec.of("loose", WORKER));
        node.declare(set("t", 1, spec("t-0", "1")));
        SetOutcome first = node.declare(set("s", 1, spec("s-0", "1"), spec("s-1", "1"), spec("s-2", "1")));
        assertThat(first)
                .isEqualTo(new SetOutcome(
                        "s", Status.APPLIED, 1, List.of("s-0", "s-1", "s-2"), List.of(), List.of(), List.of()));
        scope.awaitRunning("loose", "t-0", "s-0", "s-1", "s-2");
        Map<String, Long> tokens = tokens(node);

        SetOutcome second = node.declare(set("s", 2, spec("s-0", "2"), spec("s-1", "1"), spec("s-3", "1")));
        assertThat(second)
                .isEqualTo(new SetOutcome(
                        "s", Status.APPLIED, 2, List.of("s-3"), List.of("s-0"), List.of("s-2"), List.of("s-1")));
        scope.awaitRunning("loose", "t-0", "s-0", "s-1", "s-3");
        eventually(
                () -> assertThat(node.findChild("s-0").map(ChildInfo::revision)).contains(2));
        for (String kept : List.of("loose", "t-0", "s-1")) {
            assertThat(tokens(node).get(kept)).as(kept).isEqualTo(tokens.get(kept));
            assertThat(node.findChild(kept).map(ChildInfo::revision)).contains(1);
            assertThat(scope.workers().runsOf(kept)).hasSize(1);
        }
        assertThat(node.findChild("loose").orElseThrow().set()).isNull();
        assertThat(node.findChild("s-3").orElseThrow().set()).isEqualTo("s");
        assertThat(node.sets()).containsExactly(new SetInfo("s", 2, 3, true), new SetInfo("t", 1, 1, true));
        assertThat(node.check()).isEmpty();
    }

    @Test
    void instances_with_old_and_new_lists_may_declare_in_any_order_and_the_set_never_reverts() {
        ChildSet older = set("s", 1, spec("a", "1"), spec("b", "1"));
        ChildSet newer = set("s", 2, spec("a", "2"), spec("c", "1"));
        scope.node("old", builder -> builder.declare(older));
        scope.awaitRunning("a", "b");
        scope.node("new", builder -> builder.declare(newer));
        scope.awaitRunning("a", "c");
        for (int i = 0; i < 10; i++) {
            String id = i % 3 == 0 ? "new" : "old";
            scope.leave(id);
            scope.node(id, builder -> builder.declare(id.equals("new") ? newer : older));
            assertThat(scope.started(id).findSpec("a").orElseThrow().arguments())
                    .containsEntry("v", "2");
        }
        assertThat(scope.started("old").declare(older).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(scope.started("old").declare(newer).status()).isEqualTo(Status.UNCHANGED);
        assertThat(scope.started("new").findChild("a").map(ChildInfo::revision)).contains(2);
        assertThat(scope.started("new").findChild("b")).isEmpty();
        scope.awaitRunning("a", "c");
    }

    @Test
    void a_declaration_that_is_refused_changes_nothing() {
        DistributedSupervisor node = scope.node("a");
        ChildSet set = set("s", 7, spec("s-0", "1"));
        node.declare(set);
        node.declare(set("t", 1, spec("t-0", "1")));
        node.startChild(spec("loose", "1"));
        List<String> before = scope.zk().tree(scope.root() + "/sets");

        assertThatThrownBy(() -> node.declare(set("s", 7, spec("s-0", "2"))))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("version 7", "s-0");
        assertThatThrownBy(() -> node.declare(set("s", 8, spec("s-0", "2"), spec("loose", "1"))))
                .isInstanceOf(ChildConflictException.class)
                .hasMessageContaining("\"loose\" of set \"s\" exists already and belongs to no set");
        assertThatThrownBy(() -> node.declare(set("s", 8, spec("s-0", "2"), spec("t-0", "1"))))
                .isInstanceOf(ChildConflictException.class)
                .hasMessageContaining("belongs to set \"t\"");
        assertThatThrownBy(() -> node.previewSet(set("s", 8, spec("loose", "1"))))
                .isInstanceOf(ChildConflictException.class);
        assertThatThrownBy(() -> node.declare(set("s", 8, spec("s-0", "1").withRestart(Restart.TEMPORARY))))
                .isInstanceOf(RequestRefusedException.class);
        assertThat(node.previewSet(set("s", 8, spec("s-1", "1"))))
                .isEqualTo(
                        new SetOutcome("s", Status.APPLIED, 8, List.of("s-1"), List.of(), List.of("s-0"), List.of()));

        assertThat(scope.zk().tree(scope.root() + "/sets")).isEqualTo(before);
        assertThat(node.declare(set).status()).isEqualTo(Status.UNCHANGED);
        assertThat(node.findSpec("s-0")).contains(spec("s-0", "1"));
    }

    @Test
    void an_adopting_set_takes_over_what_exists_and_what_is_the_same_runs_on() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(spec("loose", "1"));
        node.declare(set("t", 1, spec("t-0", "1"), spec("t-1", "1")));
        scope.awaitRunning("loose", "t-0", "t-1");
        Map<String, Long> tokens = tokens(node);

        SetOutcome outcome =
                node.declare(set("s", 1, spec("loose", "1"), spec("t-0", "2")).adopting());
        assertThat(outcome.kept()).containsExactly("loose");
        assertThat(outcome.changed()).containsExactly("t-0");
        assertThat(tokens(node).get("loose")).isEqualTo(tokens.get("loose"));
        assertThat(node.findChild("loose").orElseThrow().set()).isEqualTo("s");

        assertThatThrownBy(() -> node.declare(set("t", 2, spec("t-0", "1"), spec("t-1", "1"))))
                .isInstanceOf(ChildConflictException.class);
        SetOutcome without = node.declare(set("t", 2, spec("t-1", "1")));
        assertThat(without.removed()).isEmpty();
        assertThat(without.kept()).containsExactly("t-1");
        scope.awaitRunning("loose", "t-0", "t-1");
        assertThat(scope.workers().runsOf("loose")).hasSize(1);
    }

    @Test
    void changes_by_hand_stay_until_a_higher_version_corrects_them() {
        DistributedSupervisor node = scope.node("a");
        ChildSpec[] specs = {spec("s-0", "1"), spec("s-1", "1"), spec("s-2", "1"), spec("s-3", "1")};
        node.declare(set("s", 1, specs));
        node.terminateChild("s-0");
        node.terminateChildren(List.of("s-1"));
        assertThat(node.updateChild(spec("s-2", "by hand"), 1)).isEqualTo(2);
        node.pauseChild("s-3");

        assertThat(node.declare(set("s", 1, specs)).status()).isEqualTo(Status.UNCHANGED);
        assertThat(node.findSpec("s-0")).isEmpty();
        assertThat(node.findChild("s-2").orElseThrow().set()).isEqualTo("s");

        SetOutcome outcome = node.declare(set("s", 2, specs));
        assertThat(outcome.added()).containsExactly("s-0", "s-1");
        assertThat(outcome.changed()).containsExactly("s-2");
        assertThat(outcome.kept()).containsExactly("s-3");
        scope.awaitRunning("s-0", "s-1", "s-2");
        assertThat(node.declare(set("s", 3, specs)).changes()).isZero();
        assertThat(scope.zk().tree(scope.root() + "/sets")).noneMatch(path -> path.contains("edited"));
    }

    @Test
    void work_that_is_done_is_not_done_again_by_a_higher_version() {
        scope.offering("job", context -> scope.workers().recorded(run -> {}));
        DistributedSupervisor node = scope.node("a");
        ChildSpec job = ChildSpec.of("job", "job").withRestart(Restart.TRANSIENT);
        node.declare(set("s", 1, job));
        eventually(() -> assertThat(node.findSpec("job")).isEmpty());
        assertThat(node.declare(set("s", 2, job)).kept()).containsExactly("job");
        assertThat(node.declare(set("s", 3, job.withArgument("day", "2"))).added())
                .containsExactly("job");
        eventually(() -> assertThat(scope.workers().runsOf("job")).hasSize(2));
        eventually(() -> assertThat(node.findSpec("job")).isEmpty());
    }

    @Test
    void instances_that_declare_the_same_at_the_same_time_complete_it_together() {
        scope.node("a");
        ChildSet set = ChildSet.named("s").version(1).of(specs(150));
        List<ScopeClient> clients = List.of(scope.client(), scope.client(), scope.client());
        List<CompletableFuture<SetOutcome>> outcomes = new ArrayList<>();
        clients.forEach(client -> outcomes.add(client.declareAsync(set)));
        outcomes.forEach(outcome -> assertThat(outcome.join().status()).isNotEqualTo(Status.SUPERSEDED));
        assertThat(clients.get(0).sets()).containsExactly(new SetInfo("s", 1, 150, true));
        scope.awaitRunning(TestScope.ids(set.specs()));
        assertThat(clients.get(1).previewSet(set).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void a_set_is_withdrawn_with_its_children_and_nothing_of_it_is_left() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(spec("loose", "1"));
        node.declare(set("s", 9, spec("s-0", "1"), spec("s-1", "1")));
        node.terminateChild("s-1");
        assertThat(node.withdrawSet("s").removed()).containsExactly("s-0");
        assertThat(node.withdrawSet("s").status()).isEqualTo(Status.UNCHANGED);
        scope.awaitRunning("loose");
        assertThat(scope.zk().tree(scope.root() + "/sets")).isEmpty();
        assertThat(node.declare(set("s", 1, spec("s-0", "1"))).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void a_check_finds_a_child_whose_set_is_not_there_and_what_nobody_has_written() throws Exception {
        DistributedSupervisor node = scope.node("a");
        node.declare(set("s", 1, spec("s-0", "1")));
        node.declare(set("t", 1, spec("t-0", "1")));
        scope.zk().client().delete().deletingChildrenIfNeeded().forPath(scope.root() + "/sets/s");
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        scope.zk().client().setData().forPath(scope.root() + "/sets/t", garbage);
        scope.zk().client().create().forPath(scope.root() + "/sets/t/odd", garbage);

        assertThat(node.check())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        Finding.Kind.CHILD_WITHOUT_SET, Finding.Kind.UNREADABLE, Finding.Kind.MISPLACED);
        assertThatThrownBy(() -> node.declare(set("t", 2, spec("t-0", "2"))))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("its record");
        SetOutcome healed = node.declare(set("s", 1, spec("s-0", "1")));
        assertThat(healed.kept()).containsExactly("s-0");
        assertThat(node.check()).extracting(Finding::kind).doesNotContain(Finding.Kind.CHILD_WITHOUT_SET);
    }

    static ChildSet set(String name, long version, ChildSpec... specs) {
        return ChildSet.named(name).version(version).of(List.of(specs));
    }

    static ChildSpec spec(String id, String value) {
        return ChildSpec.of(id, WORKER).withArgument("v", value);
    }

    private static List<ChildSpec> specs(int count) {
        return IntStream.range(0, count).mapToObj(i -> spec("s-" + i, "1")).toList();
    }

    private static Map<String, Long> tokens(DistributedSupervisor node) {
        Map<String, Long> tokens = new TreeMap<>();
        node.whichChildren().forEach(child -> tokens.put(child.id(), child.fencingToken()));
        return tokens;
    }
}

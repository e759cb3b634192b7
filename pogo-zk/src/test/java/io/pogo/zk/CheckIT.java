package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Finding;
import io.pogo.Finding.Kind;
import io.pogo.ScopeClient;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.StoredAssignment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** The findings of a check, and the removal of leftovers that are safe to remove. */
class CheckIT extends InScope {
    @Test
    void a_scope_at_work_has_nothing_to_find() {
        scope.nodes("a", "b");
        ScopeClient client = scope.client();
        client.startChildren(workers("child", 20));
        scope.awaitRunning(ids(workers("child", 20)));
        client.drain("a");
        client.pauseChild("child-0");

        eventually(() -> assertThat(client.check()).isEmpty());
    }

    @Test
    void what_is_left_of_dead_nodes_and_of_children_that_are_gone_is_found_and_removed() {
        scope.node("a").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        scope.closeAll();
        ScopeClient client = scope.client();
        create("/assignments/dead/" + inBucket("child"), assignment("child"));
        create("/assignments/dead/" + inBucket("gone"), "garbage".getBytes(StandardCharsets.UTF_8));
        create("/owners/" + inBucket("gone"), new byte[0]);
        create("/failures/" + inBucket("gone"), "garbage".getBytes(StandardCharsets.UTF_8));
        create("/control/draining/dead@0x17", new byte[0]);

        List<Finding> findings = client.check();
        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        Kind.ASSIGNMENT_OF_DEAD_NODE,
                        Kind.ASSIGNMENT_OF_DEAD_NODE,
                        Kind.FOLDER_WITHOUT_SPEC,
                        Kind.UNREADABLE,
                        Kind.DRAIN_OF_DEAD_NODE);
        assertThat(findings)
                .allMatch(Finding::repairable)
                .isSortedAccordingTo((x, y) -> x.path().compareTo(y.path()));

        assertThat(client.repair(findings)).containsExactlyInAnyOrderElementsOf(findings);
        assertThat(client.check()).isEmpty();
        assertThat(client.repair(findings)).isEmpty();
        scope.node("b");
        scope.awaitRunning("child");
    }

    @Test
    void what_somebody_may_need_is_found_and_left_alone() {
        scope.node("a").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        ScopeClient client = scope.client();
        create("/children/" + inBucket("unreadable"), "garbage".getBytes(StandardCharsets.UTF_8));
        create("/checkpoints/" + inBucket("gone"), new byte[] {1});

        List<Finding> findings = client.check();
        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.UNREADABLE, Kind.CHECKPOINT_WITHOUT_SPEC);
        assertThat(findings).noneMatch(Finding::repairable);

        assertThat(client.repair(findings)).isEmpty();
        assertThat(client.check()).isEqualTo(findings);
        client.terminateChild("unreadable");
    }

    @Test
    void a_spec_of_a_newer_version_is_found_and_nobody_is_told_to_end_it() {
        scope.node("a");
        create("/children/" + inBucket("newer"), "{\"format\":99}".getBytes(StandardCharsets.UTF_8));
        create("/children/" + inBucket("unreadable"), "garbage".getBytes(StandardCharsets.UTF_8));

        List<Finding> findings = scope.client().check();

        assertThat(findings).hasSize(2);
        assertThat(findings)
                .filteredOn(finding -> finding.path().endsWith("/newer"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).contains("newer version").doesNotContain("terminate"));
        assertThat(findings)
                .filteredOn(finding -> finding.path().endsWith("/unreadable"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("terminate it"));
    }

    @Test
    void a_lock_that_somebody_holds_without_a_spec_is_found_and_left_alone() {
        scope.node("a").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        ScopeClient client = scope.client();
        create(
                "/owners/" + inBucket("gone") + "/_c_1-latch-0000000000",
                "a".getBytes(StandardCharsets.UTF_8),
                CreateMode.EPHEMERAL);

        assertThat(client.check()).extracting(Finding::kind).containsExactly(Kind.LOCK_WITHOUT_SPEC);
        assertThat(client.repair(client.check())).isEmpty();
        delete("/owners/" + inBucket("gone") + "/_c_1-latch-0000000000");
        delete("/owners/" + inBucket("gone"));
    }

    @Test
    void what_has_changed_since_the_check_is_not_removed() throws Exception {
        scope.node("a").startChild(ChildSpec.of("child", WORKER));
        scope.closeAll();
        ScopeClient client = scope.client();
        create("/failures/" + inBucket("gone"), "garbage".getBytes(StandardCharsets.UTF_8));
        List<Finding> findings = client.check();
        scope.zk().client().setData().forPath(scope.root() + "/failures/" + inBucket("gone"), new byte[] {2});

        assertThat(client.repair(findings)).isEmpty();
        assertThat(client.repair(client.check())).hasSize(1);
    }

    private byte[] assignment(String id) {
        return StoredAssignment.encode(new Assignment(id, "dead", 0x17, 1, 1, StartReason.FIRST_START), false);
    }

    private static String inBucket(String id) {
        return ZnodeNames.bucket(id) + "/" + ZnodeNames.escape(id);
    }

    private void create(String below, byte[] data) {
        create(below, data, CreateMode.PERSISTENT);
    }

    private void create(String below, byte[] data, CreateMode mode) {
        try {
            scope.zk()
                    .client()
                    .create()
                    .creatingParentsIfNeeded()
                    .withMode(mode)
                    .forPath(scope.root() + below, data);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void delete(String below) {
        try {
            scope.zk().client().delete().forPath(scope.root() + below);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

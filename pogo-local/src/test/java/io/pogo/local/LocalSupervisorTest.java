package io.pogo.local;

import static io.pogo.local.LocalNodes.SCOPE;
import static io.pogo.local.LocalNodes.WORKER;
import static io.pogo.local.LocalNodes.eventually;
import static io.pogo.local.LocalNodes.workers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.NodeIdInUseException;
import io.pogo.NodeNotFoundException;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.ScopeNotFoundException;
import io.pogo.StartOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole nodes in one JVM, without a server. */
class LocalSupervisorTest {
    private final LocalNodes nodes = new LocalNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void a_node_runs_children_and_says_that_nothing_is_durable() {
        DistributedSupervisor a = nodes.node("a");
        assertThat(a.startChild(ChildSpec.of("x", WORKER))).isEqualTo(StartOutcome.ACCEPTED);
        assertThat(a.whenRunning("x").join().node()).isEqualTo("a");
        assertThat(a.health().local()).isTrue();
        assertThat(a.health().connected()).isTrue();
        assertThat(a.health().plannerKnown()).isTrue();
        assertThat(a.explain("x").toString()).contains("a");
        assertThat(a.check()).isEmpty();
    }

    @Test
    void children_move_to_a_node_that_joins_and_are_taken_over_when_it_leaves() {
        DistributedSupervisor a = nodes.node("a");
        a.startChildren(workers(6));
        nodes.awaitRunning(a, workers(6));
        DistributedSupervisor b = nodes.node("b");
        assertThat(b.members()).extracting(MemberInfo::id).containsExactly("a", "b");
        nodes.awaitCount(3, "a", "b");

        nodes.leave("a");

        nodes.awaitCount(6, "b");
        eventually(() -> assertThat(b.members()).extracting(MemberInfo::id).containsExactly("b"));
        b.startChild(ChildSpec.of("later", WORKER));
        assertThat(b.whenRunning("later").join().node()).isEqualTo("b");
    }

    @Test
    void one_of_the_candidates_leads_and_another_one_when_it_leaves() {
        LocalStore store = LocalStore.create();
        List<String> terms = new CopyOnWriteArrayList<>();
        DistributedSupervisor a = candidate(store, "a", terms);
        eventually(() -> assertThat(terms).containsExactly("a begins"));
        DistributedSupervisor b = candidate(store, "b", terms);
        assertThat(b.findChild("indexer")).map(ChildInfo::node).contains("a");

        a.close();

        eventually(() -> assertThat(terms).containsExactly("a begins", "a ends", "b begins"));
        b.close();
        assertThat(terms).endsWith("b ends");
    }

    private static DistributedSupervisor candidate(LocalStore store, String nodeId, List<String> terms) {
        return LocalSupervisor.builder()
                .store(store)
                .scope(SCOPE)
                .nodeId(nodeId)
                .leader("indexer", context -> {
                    terms.add(nodeId + " begins");
                    context.awaitStop(Duration.ofDays(1));
                    terms.add(nodeId + " ends");
                })
                .start();
    }

    @Test
    void other_nodes_take_over_when_a_session_expires_and_the_node_joins_again() {
        DistributedSupervisor a = nodes.node("a");
        nodes.node("b");
        nodes.node("c");
        a.startChildren(workers(9));
        nodes.awaitCount(3, "a", "b", "c");
        for (String expired : List.of("a", "c", "b")) {
            List<String> lost = nodes.placement().entrySet().stream()
                    .filter(child -> child.getValue().equals(expired))
                    .map(child -> child.getKey())
                    .toList();
            long highest = lost.stream().mapToLong(this::lastToken).max().orElseThrow();
            nodes.store.expireSession(SCOPE, expired);
            eventually(() -> assertThat(lost).allMatch(id -> lastToken(id) > highest));
            nodes.awaitCount(3, "a", "b", "c");
        }
    }

    @Test
    void no_other_node_starts_a_child_of_an_expired_session_before_it_has_stopped() {
        DistributedSupervisor a = nodes.node("a", builder -> builder.childType("slow", nodes::slow));
        nodes.node("b", builder -> builder.childType("slow", nodes::slow));
        a.startChild(ChildSpec.of("s", "slow"));
        eventually(() -> assertThat(nodes.placement()).containsKey("s"));
        long first = lastToken("s");
        nodes.store.expireSession(SCOPE, nodes.nodeOf("s"));
        eventually(() -> assertThat(lastToken("s")).isGreaterThan(first));
    }

    private long lastToken(String childId) {
        List<Long> tokens = nodes.tokens(childId);
        return tokens.get(tokens.size() - 1);
    }

    @Test
    void requests_of_every_kind_are_carried_out_from_every_node_and_client() {
        DistributedSupervisor a = nodes.node("a");
        DistributedSupervisor b = nodes.node("b");
        ChildSpec spec = ChildSpec.of("x", WORKER);
        try (ScopeClient client = nodes.store.client(SCOPE)) {
            ChildInfo first = startAndWait(client, spec);
            String other = "a".equals(first.node()) ? "b" : "a";
            client.moveChild("x", other);
            eventually(() -> assertThat(nodes.placement()).containsEntry("x", other));
            a.unpinChild("x");

            b.pauseChild("x");
            eventually(() -> assertThat(nodes.placement()).isEmpty());
            eventually(() -> assertThat(state(a, "x")).isEqualTo(ChildState.PAUSED));
            client.resumeChild("x");
            assertThat(b.whenRunning("x").join().node()).isNotNull();

            int runs = nodes.tokens("x").size();
            a.updateChild(
                    spec.withArgument("new", "true"),
                    client.findChild("x").orElseThrow().revision());
            eventually(() -> assertThat(nodes.tokens("x")).hasSizeGreaterThan(runs));
            assertThat(b.whenRunning("x").join().node()).isNotNull();

            client.terminateChild("x");
            eventually(() -> assertThat(nodes.placement()).isEmpty());
            eventually(() -> assertThat(b.whichChildren()).isEmpty());
        }
    }

    private static ChildInfo startAndWait(ScopeClient client, ChildSpec spec) {
        client.startChild(spec);
        return client.whenRunning(spec.id()).join();
    }

    private static ChildState state(ScopeClient client, String id) {
        return client.findChild(id).orElseThrow().state();
    }

    @Test
    void a_temporary_child_runs_once_even_if_its_node_is_lost() {
        List<String> runs = new CopyOnWriteArrayList<>();
        DistributedSupervisor a = nodes.node(
                "a",
                builder -> builder.childType("once", context -> {
                    runs.add(context.childId());
                    return nodes.worker(context);
                }));
        a.startChild(ChildSpec.of("t", "once").withRestart(Restart.TEMPORARY));
        eventually(() -> assertThat(nodes.placement()).containsKey("t"));
        nodes.store.expireSession(SCOPE, "a");
        eventually(() -> assertThat(a.whichChildren()).isEmpty());
        assertThat(runs).containsExactly("t");
    }

    @Test
    void a_second_node_with_the_same_id_is_refused() {
        DistributedSupervisor first = nodes.node("a");
        assertThatThrownBy(() -> nodes.node("a")).isInstanceOf(NodeIdInUseException.class);
        first.startChild(ChildSpec.of("x", WORKER));
        assertThat(first.whenRunning("x").join().node()).isEqualTo("a");
    }

    @Test
    void stores_share_nothing_and_a_client_makes_no_scope() {
        LocalStore empty = LocalStore.create();
        nodes.node("a");
        assertThat(nodes.store.scopes()).containsExactly(SCOPE);
        assertThat(empty.scopes()).isEmpty();
        assertThatThrownBy(() -> empty.client(SCOPE))
                .isInstanceOf(ScopeNotFoundException.class)
                .hasMessageContaining("in the memory of this JVM");
        assertThatThrownBy(() -> nodes.store.expireSession(SCOPE, "z"))
                .isInstanceOf(NodeNotFoundException.class)
                .hasMessage("node z is not a member of scope local in this store");
        try (DistributedSupervisor alone =
                LocalSupervisor.builder().scope(SCOPE).nodeId("a").build()) {
            assertThat(alone.health().connected()).isFalse();
            alone.start();
            assertThat(alone.members()).hasSize(1);
        }
    }
}

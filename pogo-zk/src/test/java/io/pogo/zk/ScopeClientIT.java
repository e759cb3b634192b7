package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildCounts;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.LayoutException;
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import io.pogo.ScopeNotFoundException;
import io.pogo.StartOutcome;
import io.pogo.SupervisorClosedException;
import io.pogo.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

/** A process that steers a scope and is no member of it. */
class ScopeClientIT extends InScope {
    @Test
    void a_client_starts_sees_restarts_and_terminates_children_and_runs_none() {
        List<DistributedSupervisor> nodes = scope.nodes("a", "b");
        ScopeClient client = scope.client();

        assertThat(client.startChildren(workers("child", 6))).containsValue(StartOutcome.ACCEPTED);
        assertThat(client.startChild(ChildSpec.of("child-0", WORKER))).isEqualTo(StartOutcome.ALREADY_PRESENT);
        client.whenRunning("child-5").join();
        scope.awaitRunning(ids(workers("child", 6)));

        assertThat(client.whichChildren()).isEqualTo(nodes.get(0).whichChildren(View.GLOBAL));
        assertThat(client.countChildren()).isEqualTo(new ChildCounts(6, 6, 0, 0, 0, 0));
        assertThat(client.members())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("planner")
                .isEqualTo(nodes.get(1).members());
        client.restartChild("child-0");
        eventually(() -> assertThat(scope.workers().runsOf("child-0")).hasSize(2));
        assertThat(client.terminateChildren(ids(workers("child", 6)))).isEqualTo(6);
        scope.awaitNothing();
        assertThatThrownBy(() -> client.restartChild("child-0"))
                .isInstanceOf(ChildNotFoundException.class)
                .hasMessageContaining("child-0");
    }

    @Test
    void a_client_leaves_no_trace_in_the_scope() {
        scope.node("a");
        List<String> before = scope.zk().tree(scope.root());

        ScopeClient client = scope.client();
        client.whichChildren();
        client.members();

        assertThat(scope.zk().tree(scope.root())).isEqualTo(before);
        assertThat(client.members()).extracting(MemberInfo::id).containsExactly("a");
    }

    @Test
    void what_a_client_asks_for_while_no_node_is_there_runs_when_one_comes() {
        scope.node("a");
        scope.closeAll();
        ScopeClient client = scope.client();

        client.startChild(ChildSpec.of("child", WORKER));
        ChildInfo pending = client.findChild("child").orElseThrow();
        assertThat(pending.state()).isEqualTo(ChildState.PENDING);
        assertThat(pending.reason()).isEqualTo("the scope has no member");
        scope.node("b");

        scope.awaitRunning("child");
    }

    @Test
    void a_scope_that_no_node_ever_joined_is_a_clear_error_and_is_not_made() {
        assertThatThrownBy(scope::client)
                .isInstanceOf(ScopeNotFoundException.class)
                .hasMessageContaining(scope.root());

        assertThat(scope.zk().tree(scope.root())).isEmpty();
    }

    @Test
    void a_scope_of_another_layout_is_refused() throws Exception {
        scope.node("a");
        CuratorFramework zk = scope.zk().client();
        byte[] layout = zk.getData().forPath(scope.root() + "/layout");
        zk.setData().forPath(scope.root() + "/layout", "{\"version\":99}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(scope::client).isInstanceOf(LayoutException.class).hasMessageContaining("99");
        zk.setData().forPath(scope.root() + "/layout", layout);
    }

    @Test
    void a_client_outlives_a_lost_session_and_a_lost_connection() {
        scope.node("a");
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            ScopeClient client = scope.client(
                    scope.clientBuilder().connectString(relay.connectString()).requestTimeout(Duration.ofSeconds(20)));
            relay.drop();
            client.startChild(ChildSpec.of("child", WORKER));
            scope.awaitRunning("child");

            relay.cut();
            Fleet.forAsLongAs(Duration.ofSeconds(4));
            relay.heal();

            eventually(() -> assertThat(client.terminateChild("child")).isTrue());
            client.close();
        }
    }

    @Test
    void a_client_on_the_callers_curator_client_leaves_that_open() {
        scope.node("a");
        try (CuratorFramework curator = scope.zk().newClient()) {
            ZooKeeperScopeClient.Builder builder = ZooKeeperScopeClient.builder()
                    .client(curator)
                    .scope(scope.root().substring("/pogo/".length()));
            ScopeClient client = scope.client(builder);
            assertThat(client.members()).hasSize(1);

            client.close();
            client.close();

            assertThat(curator.getZookeeperClient().isConnected()).isTrue();
            assertThatThrownBy(client::members).isInstanceOf(SupervisorClosedException.class);
        }
    }

    @Test
    void a_client_finds_the_spec_of_a_child_as_it_was_asked_for() {
        ChildSpec spec =
                ChildSpec.of("child", WORKER).withArgument("ip", "10.0.0.1").withWeight(3);
        scope.node("a").startChild(spec);
        ScopeClient client = scope.client();

        assertThat(client.findSpec("child")).contains(spec);
        assertThat(client.findSpecAsync("other").join()).isEmpty();
    }

    @Test
    void the_scopes_that_nodes_have_joined_can_be_listed() throws Exception {
        assertThat(scope.clientBuilder().scopes()).doesNotContain(scope.root().substring("/pogo/".length()));
        scope.node("a");
        scope.zk().client().create().orSetData().forPath("/pogo/no-scope");

        assertThat(scope.clientBuilder().scopes())
                .contains(scope.root().substring("/pogo/".length()))
                .doesNotContain("no-scope")
                .isSorted();
    }
}

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
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeUpdate.Kind;
import io.pogo.ScopeWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Whoever watches a scope knows how it stands. */
@SuppressWarnings("try") // a watch is only closed
class ScopeWatchIT extends InScope {
    private final List<ScopeUpdate> heard = new CopyOnWriteArrayList<>();

    @Test
    void a_watch_tells_everything_at_first_and_then_what_changes() {
        scope.nodes("a", "b");
        ScopeClient client = scope.client();
        client.startChildren(workers("child", 4));
        scope.awaitRunning(ids(workers("child", 4)));

        try (ScopeWatch watch = client.watch(heard::add)) {
            eventually(() -> assertThat(told()).isEqualTo(client.whichChildren()));
            assertThat(heard.get(0).kind()).isEqualTo(Kind.SNAPSHOT);
            assertThat(heard.get(0).members()).isEqualTo(client.members());

            client.startChild(ChildSpec.of("late", WORKER));
            client.pauseChild("child-0");
            client.terminateChild("child-1");
            client.pauseRebalancing();
            eventually(() -> {
                assertThat(told()).isEqualTo(client.whichChildren()).hasSize(4);
                assertThat(told())
                        .filteredOn(child -> child.state() == ChildState.PAUSED)
                        .hasSize(1);
                assertThat(last().rebalancingPaused()).isTrue();
            });
            assertThat(heard.subList(1, heard.size()))
                    .extracting(ScopeUpdate::kind)
                    .containsOnly(Kind.CHANGE);
        }
    }

    @Test
    void many_changes_at_once_are_told_until_all_is_known() {
        scope.nodes("a", "b");
        ScopeClient client = scope.client();
        try (ScopeWatch watch = client.watch(heard::add)) {
            client.startChildren(workers("child", 300));
            scope.awaitRunning(ids(workers("child", 300)));
            eventually(
                    () -> assertThat(told()).isEqualTo(client.whichChildren()).hasSize(300));

            scope.leave("a");

            eventually(() -> {
                assertThat(last().members()).extracting(MemberInfo::id).containsExactly("b");
                assertThat(told()).isEqualTo(client.whichChildren());
                assertThat(told()).extracting(ChildInfo::node).containsOnly("b");
            });
            client.terminateChildren(ids(workers("child", 300)));
            eventually(() -> assertThat(told()).isEmpty());
        }
    }

    @Test
    void a_lost_connection_is_told_and_afterwards_everything() {
        DistributedSupervisor node = scope.node("a");
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            ScopeClient client = scope.client(scope.clientBuilder().connectString(relay.connectString()));
            try (ScopeWatch watch = client.watch(heard::add)) {
                eventually(() -> assertThat(last().kind()).isEqualTo(Kind.SNAPSHOT));

                relay.cut();
                node.startChild(ChildSpec.of("missed", WORKER));
                eventually(() -> assertThat(last().kind()).isEqualTo(Kind.DISCONNECTED));
                relay.heal();

                eventually(() -> assertThat(last().kind()).isEqualTo(Kind.SNAPSHOT));
                node.startChild(ChildSpec.of("heard", WORKER));
                eventually(
                        () -> assertThat(told()).isEqualTo(node.whichChildren()).hasSize(2));
            }
            client.close();
        }
    }

    @Test
    void a_supervisor_can_be_watched_too_and_a_listener_that_throws_misses_nothing() {
        DistributedSupervisor node = scope.node("a");
        try (ScopeWatch watch = node.watch(update -> {
            heard.add(update);
            throw new IllegalStateException("a listener that fails");
        })) {
            node.startChild(ChildSpec.of("child", WORKER));
            eventually(() -> assertThat(told()).isEqualTo(node.whichChildren()).hasSize(1));
        }
    }

    @Test
    void a_watch_that_was_closed_tells_nothing_more() {
        DistributedSupervisor node = scope.node("a");
        ScopeWatch watch = node.watch(heard::add);
        eventually(() -> assertThat(heard).hasSize(1));
        watch.close();
        watch.close();

        List<ScopeUpdate> others = new CopyOnWriteArrayList<>();
        try (ScopeWatch other = node.watch(others::add)) {
            node.startChild(ChildSpec.of("child", WORKER));
            eventually(() -> assertThat(others)
                    .anyMatch(update ->
                            update.children().stream().anyMatch(child -> child.state() == ChildState.RUNNING)));
        }
        assertThat(heard).hasSize(1);
    }

    private ScopeUpdate last() {
        assertThat(heard).isNotEmpty();
        return heard.get(heard.size() - 1);
    }

    /** The children as somebody knows them who has heard everything. */
    private List<ChildInfo> told() {
        Map<String, ChildInfo> told = new TreeMap<>();
        for (ScopeUpdate update : heard) {
            if (update.kind() == Kind.SNAPSHOT) {
                told.clear();
            }
            update.gone().forEach(told::remove);
            update.children().forEach(child -> told.put(child.id(), child));
        }
        return new ArrayList<>(told.values());
    }
}

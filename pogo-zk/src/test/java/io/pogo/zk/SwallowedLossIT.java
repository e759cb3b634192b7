package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeWatch;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.ZkClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection goes while a watch is being removed: then ZooKeeper's client does not report that it went. */
@Timeout(60)
class SwallowedLossIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static TestZooKeeper zk;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    /** Leaves the removal of a watch unanswered, so that the loss that follows is swallowed. */
    private static void removeAWatch(CuratorFramework client, Relay relay) throws Exception {
        ZooKeeper handle = client.getZookeeperClient().getZooKeeper();
        Watcher watcher = event -> {};
        handle.addWatch("/", watcher, AddWatchMode.PERSISTENT);
        relay.cut();
        handle.removeWatches("/", watcher, Watcher.WatcherType.Persistent, true, (rc, path, context) -> {}, null);
    }

    @Test
    void curator_knows_of_the_loss_through_a_handle_of_ours() throws Exception {
        try (Relay relay = new Relay(zk.server().getPort())) {
            ZkClient client = ZkClient.ours(relay.connectString(), false, Credentials.NONE, TIMEOUT, TIMEOUT, "test");
            client.connect(TIMEOUT);
            List<ConnectionState> states = new CopyOnWriteArrayList<>();
            client.curator().getConnectionStateListenable().addListener((framework, state) -> states.add(state));

            removeAWatch(client.curator(), relay);
            relay.heal();

            eventually(
                    () -> assertThat(states).containsSequence(ConnectionState.SUSPENDED, ConnectionState.RECONNECTED));
            client.close("[test]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_watch_tells_what_changed_meanwhile(boolean callersClient) throws Exception {
        try (TestScope scope = new TestScope(zk, Ownership.CLAIM);
                Relay relay = new Relay(zk.server().getPort());
                CuratorFramework callers = zk.newClient(relay.connectString())) {
            DistributedSupervisor node = scope.node("a");
            ZooKeeperScopeClient.Builder builder =
                    ZooKeeperScopeClient.builder().scope(node.scope());
            if (callersClient) {
                builder.client(callers);
            } else {
                builder.connectString(relay.connectString());
            }
            Set<String> told = ConcurrentHashMap.newKeySet();
            try (ScopeClient client = builder.connect()) {
                ScopeWatch goesOn = client.watch(update -> update.children().forEach(child -> told.add(child.id())));
                List<ScopeUpdate> heard = new CopyOnWriteArrayList<>();
                ScopeWatch other = client.watch(heard::add);
                eventually(() -> assertThat(heard).isNotEmpty());

                relay.cut();
                other.close();
                node.startChild(ChildSpec.of("meanwhile", WORKER));
                scope.awaitRunning("meanwhile");
                relay.heal();

                eventually(() -> assertThat(told).contains("meanwhile"));
                goesOn.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_node_of_a_callers_client_looks_again(Ownership ownership) throws Exception {
        try (TestScope scope = new TestScope(zk, ownership);
                Relay relay = new Relay(zk.server().getPort());
                CuratorFramework callers = zk.newClient(relay.connectString())) {
            DistributedSupervisor other = scope.node("other");
            scope.on(callers).node("cut");
            other.drain();
            other.startChild(ChildSpec.of("before", WORKER));
            scope.awaitRunning("before");

            removeAWatch(callers, relay);
            other.startChild(ChildSpec.of("meanwhile", WORKER));
            eventually(() -> assertThat(zk.tree(scope.root() + "/assignments/cut"))
                    .anyMatch(path -> path.endsWith("/meanwhile")));
            relay.heal();

            scope.awaitRunning("before", "meanwhile");
        }
    }
}

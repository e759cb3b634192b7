package io.pogo.zk;

import io.pogo.ChildFactory;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.core.ZnodeNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The scope and the relays of tests that hold requests back, or lose answers. */
@SuppressWarnings("NullAway.Init") // each test begins with open(...)
abstract class HeldBackRequests {
    private static final Duration SESSION = Duration.ofSeconds(4);
    static TestZooKeeper zk;
    TestScope scope;
    FrameRelay relay;
    private final List<FrameRelay> others = new ArrayList<>();

    /** Returns another relay, which is there until the test has ended. */
    FrameRelay another() {
        FrameRelay made = new FrameRelay(zk.server().getPort());
        others.add(made);
        return made;
    }

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    void open(Ownership ownership) {
        scope = new TestScope(zk, ownership);
        relay = new FrameRelay(zk.server().getPort());
    }

    @AfterEach
    void end() {
        relay.letGo();
        others.forEach(FrameRelay::letGo);
        try {
            scope.terminateAll();
            scope.closeAll();
            scope.closeClients();
        } finally {
            relay.close();
            others.forEach(FrameRelay::close);
        }
    }

    /** Joins with a node whose requests go through a relay. */
    DistributedSupervisor nodeBehind(FrameRelay way, String id, UnaryOperator<ZooKeeperSupervisor.Builder> more) {
        return scope.node(
                id,
                builder -> more.apply(builder.connectString(way.connectString()).sessionTimeout(SESSION)));
    }

    ScopeClient clientBehind(FrameRelay way) {
        return scope.client(
                scope.clientBuilder().connectString(way.connectString()).sessionTimeout(SESSION));
    }

    String in(String tree, String id) {
        return scope.root() + "/" + tree + "/" + ZnodeNames.bucket(id) + "/" + ZnodeNames.escape(id);
    }

    Stat stat(String path) throws Exception {
        return zk.client().checkExists().forPath(path);
    }

    String text(String path) throws Exception {
        return new String(zk.client().getData().forPath(path), StandardCharsets.UTF_8);
    }

    void ephemeral(String path) throws Exception {
        zk.client()
                .create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(path, "squatter".getBytes(StandardCharsets.UTF_8));
    }

    /** Returns children that take two seconds to stop. */
    ChildFactory slow() {
        return made -> scope.workers().recorded(run -> {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.sleep(2_000); // the time that it takes to stop
            }
        });
    }
}

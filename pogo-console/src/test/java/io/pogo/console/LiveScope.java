package io.pogo.console;

import static org.awaitility.Awaitility.await;

import io.pogo.Child;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.ScopeClient;
import io.pogo.zk.ZooKeeperScopeClient;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** A ZooKeeper server and a scope with nodes, in this JVM or in others, to be looked at with the console. */
final class LiveScope implements AutoCloseable {
    /** The type of children that run until they are asked to stop. */
    static final String WORKER = "worker";

    /** The same, under a name for the pictures. */
    static final String MONITOR = "service-monitor";

    /** The type of children that crash at once, with markup in the error. */
    static final String CRASHER = "crasher";

    /** The type of children that crash at once, with an error for the pictures. */
    static final String IMPORTER = "importer";

    /** The type of children that do not stop before {@link #letStubbornEnd()}. */
    static final String STUBBORN = "stubborn";

    static final String ERROR = "<b>boom</b> & <script>alert(1)</script>";

    private static final int TICK_MILLIS = 200;
    private static final AtomicInteger SCOPES = new AtomicInteger();
    private static final AtomicReference<CountDownLatch> STUBBORN_MAY_END =
            new AtomicReference<>(new CountDownLatch(0));

    private final String name;
    private final TestingServer server;
    private final Map<String, AutoCloseable> nodes = new LinkedHashMap<>();
    private final List<ScopeClient> clients = new ArrayList<>();

    LiveScope() {
        this("scope-" + SCOPES.incrementAndGet());
    }

    LiveScope(String name) {
        this.name = name;
        STUBBORN_MAY_END.set(new CountDownLatch(1));
        try {
            server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, -1), true);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void eventually(ThrowingRunnable assertion) {
        eventually().untilAsserted(assertion);
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    String name() {
        return name;
    }

    String connectString() {
        return server.getConnectString();
    }

    TestingServer server() {
        return server;
    }

    /** A node in this JVM. */
    LiveScope node(String id) {
        nodes.put(id, builder(connectString(), name, id).start());
        return this;
    }

    /** A node in a JVM of its own, which can be killed. */
    NodeProcess process(String id) {
        NodeProcess process = NodeProcess.start(connectString(), name, id);
        nodes.put(id, process);
        eventually(() -> org.assertj.core.api.Assertions.assertThat(client().members())
                .anyMatch(member -> member.id().equals(id)));
        return process;
    }

    static ZooKeeperSupervisor.Builder builder(String connectString, String scope, String nodeId) {
        return ZooKeeperSupervisor.builder()
                .connectString(connectString)
                .scope(scope)
                .nodeId(nodeId)
                .sessionTimeout(Duration.ofSeconds(4))
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100))
                .childType(
                        WORKER, context -> (Child) run -> Thread.currentThread().join())
                .childType(MONITOR, context ->
                        (Child) run -> Thread.currentThread().join())
                .childType(STUBBORN, context -> (Child) run -> awaitStubbornly(stubbornMayEnd()))
                .childType(CRASHER, context -> (Child) run -> {
                    throw new IllegalStateException(ERROR);
                })
                .childType(IMPORTER, context -> (Child) run -> {
                    throw new IOException("db-1:5432 refuses the connection");
                });
    }

    /** A client that is no member; the same one each time. */
    ScopeClient client() {
        if (clients.isEmpty()) {
            clients.add(ZooKeeperScopeClient.builder()
                    .connectString(connectString())
                    .scope(name)
                    .sessionTimeout(Duration.ofSeconds(4))
                    .connect());
        }
        return clients.get(0);
    }

    /** Waits until so many children run. */
    void awaitRunning(int count) {
        eventually()
                .until(() -> client().whichChildren().stream()
                                .filter(child -> child.state() == ChildState.RUNNING)
                                .count()
                        == count);
    }

    /** The node that has a child, or an empty text. */
    String nodeOf(String childId) {
        return client().findChild(childId).map(ChildInfo::node).orElse("");
    }

    void leave(String nodeId) {
        close(Objects.requireNonNull(nodes.remove(nodeId)));
    }

    private static void awaitStubbornly(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                // It does not want to stop.
            }
        }
    }

    private static CountDownLatch stubbornMayEnd() {
        return Objects.requireNonNull(STUBBORN_MAY_END.get());
    }

    static void letStubbornEnd() {
        stubbornMayEnd().countDown();
    }

    @Override
    public void close() {
        letStubbornEnd();
        nodes.values().forEach(LiveScope::close);
        clients.forEach(ScopeClient::close);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(AutoCloseable node) {
        try {
            node.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

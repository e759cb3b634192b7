package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.SupervisorClosedException;
import io.pogo.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/**
 * One test's scope and its nodes. Closing it terminates all children and closes all nodes, then proves that no child
 * ever ran twice at a time and that nothing is left: no thread, no session, no znode of a child.
 */
public final class TestScope implements AutoCloseable {
    /** The type of the children that run until they are asked to stop. */
    static final String WORKER = "worker";

    /** How long anything may take at most. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** What locks are made of where a test does not say; {@code -Dpogo.ownership=CLAIM} runs all with claims. */
    static final Ownership OWNERSHIP =
            Ownership.valueOf(System.getProperty("pogo.ownership", Ownership.LEADER_LATCH.name()));

    private static final Set<String> OF_CHILDREN = Set.of("children", "assignments", "owners", "failures");
    private static final int DEPTH_OF_CHILD = 3;

    private final TestZooKeeper zk;
    private final Ownership ownership;
    private final Set<String> sessionsBefore;
    private final String name = TestZooKeeper.newScope();
    private final Workers workers = new Workers();
    private final Map<String, ChildFactory> types = new LinkedHashMap<>();
    private Optional<CuratorFramework> shared = Optional.empty();
    private final Map<String, DistributedSupervisor> nodes = new LinkedHashMap<>();
    private final List<ScopeClient> clients = new ArrayList<>();

    TestScope(TestZooKeeper zk) {
        this(zk, OWNERSHIP);
    }

    TestScope(TestZooKeeper zk, Ownership ownership) {
        this.zk = zk;
        this.ownership = ownership;
        this.sessionsBefore = zk.sessions();
        types.put(WORKER, workers::worker);
    }

    /** Waits for a condition, often enough and not for ever. */
    public static ConditionFactory eventually() {
        return await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    /** Waits until an assertion holds. */
    public static void eventually(ThrowingRunnable assertion) {
        eventually().untilAsserted(assertion);
    }

    /** That many workers, from {@code <prefix>-0} on. */
    static List<ChildSpec> workers(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of(prefix + "-" + i, WORKER))
                .toList();
    }

    static Set<String> ids(Collection<ChildSpec> specs) {
        return specs.stream().map(ChildSpec::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Nodes and clients that are made from now on share this client. */
    TestScope on(CuratorFramework client) {
        shared = Optional.of(client);
        return this;
    }

    /** Nodes that are made from now on offer this type too. */
    TestScope offering(String type, ChildFactory factory) {
        types.put(type, factory);
        return this;
    }

    DistributedSupervisor node(String id) {
        return node(id, builder -> builder);
    }

    /** A node that shares this client. */
    DistributedSupervisor nodeOn(CuratorFramework client, String id) {
        Optional<CuratorFramework> others = shared;
        try {
            return on(client).node(id);
        } finally {
            shared = others;
        }
    }

    DistributedSupervisor node(String id, UnaryOperator<ZooKeeperSupervisor.Builder> more) {
        DistributedSupervisor node = more.apply(builder(id)).start();
        nodes.put(id, node);
        return node;
    }

    /** A node that was started, and has not left. */
    DistributedSupervisor started(String id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    ZooKeeperSupervisor.Builder builder(String id) {
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder();
        shared.ifPresentOrElse(builder::client, () -> builder.connectString(zk.connectString()));
        builder.scope(name)
                .nodeId(id)
                .ownership(ownership)
                .sessionTimeout(Duration.ofSeconds(2))
                .drainTimeout(Duration.ofSeconds(10))
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100));
        types.forEach(builder::childType);
        return builder;
    }

    /** Several at once. */
    List<DistributedSupervisor> nodes(String... ids) {
        Map<String, CompletableFuture<DistributedSupervisor>> starting = new LinkedHashMap<>();
        for (String id : ids) {
            starting.put(id, CompletableFuture.supplyAsync(() -> builder(id).start()));
        }
        starting.forEach((id, node) -> nodes.put(id, node.join()));
        return List.of(ids).stream().map(nodes::get).toList();
    }

    /** A client that is no member. */
    ScopeClient client() {
        return client(clientBuilder());
    }

    ScopeClient client(ZooKeeperScopeClient.Builder builder) {
        ScopeClient client = builder.connect();
        clients.add(client);
        return client;
    }

    ZooKeeperScopeClient.Builder clientBuilder() {
        ZooKeeperScopeClient.Builder builder = ZooKeeperScopeClient.builder();
        shared.ifPresentOrElse(builder::client, () -> builder.connectString(zk.connectString()));
        return builder.scope(name).sessionTimeout(Duration.ofSeconds(2));
    }

    /**
     * Some member that is not this one, this one, and a client that is no member, in this order: whoever may ask for
     * something.
     */
    List<ScopeClient> askers(String owner) {
        DistributedSupervisor other = nodes.values().stream()
                .filter(node -> !node.nodeId().equals(owner))
                .findFirst()
                .orElseThrow();
        return List.of(other, nodes.get(owner), client());
    }

    /** Waits until a child is seen like this from everywhere. */
    void awaitState(String childId, ChildState state) {
        for (DistributedSupervisor node : nodes.values()) {
            eventually(() ->
                    assertThat(node.findChild(childId).map(ChildInfo::state)).contains(state));
        }
    }

    /** Closes a node as its user does; it is not part of the scope any more. */
    void leave(String nodeId) {
        nodes.remove(nodeId).close();
    }

    String root() {
        return "/pogo/" + name;
    }

    Workers workers() {
        return workers;
    }

    TestZooKeeper zk() {
        return zk;
    }

    /** Exactly these run, each once, soon. */
    void awaitRunning(Collection<String> ids) {
        eventually(() -> assertThat(workers.running()).isEqualTo(new TreeSet<>(ids)));
    }

    void awaitRunning(String... ids) {
        awaitRunning(List.of(ids));
    }

    /** The znodes of children: specs, assignments, latches and their parents, failures. */
    List<String> znodesOfChildren() {
        return zk.tree(root()).stream().filter(this::isOfChild).toList();
    }

    /** The latch znodes of a child, or its claim, in no order. */
    List<String> latchesOf(String childId) {
        return znodesOfChildren().stream()
                .filter(path -> path.contains("/owners/") && path.contains("/" + childId + "/"))
                .toList();
    }

    private boolean isOfChild(String path) {
        List<String> parts = List.of(path.substring(root().length() + 1).split("/"));
        int depth = parts.get(0).equals("assignments") ? DEPTH_OF_CHILD + 1 : DEPTH_OF_CHILD;
        return OF_CHILDREN.contains(parts.get(0)) && parts.size() >= depth;
    }

    /** Nothing runs, and no znode of a child is left, soon. */
    void awaitNothing() {
        awaitRunning();
        eventually(() -> assertThat(znodesOfChildren()).isEmpty());
    }

    @Override
    public void close() {
        terminateAll();
        closeAll();
        closeClients();
        assertThat(workers.overlaps()).as("children that ran twice at a time").isEmpty();
        assertNothingIsLeft();
    }

    /** Through a node that is still open, or else through one that is opened for this if there is anything left. */
    void terminateAll() {
        for (DistributedSupervisor node : List.copyOf(nodes.values())) {
            try {
                terminateAll(node);
                return;
            } catch (SupervisorClosedException e) {
                nodes.remove(node.nodeId());
            }
        }
        if (!znodesOfChildren().isEmpty()) {
            terminateAll(node("last"));
        }
    }

    private static void terminateAll(DistributedSupervisor node) {
        node.terminateChildren(
                node.whichChildren(View.GLOBAL).stream().map(ChildInfo::id).toList());
    }

    /** Closes every node at the same time. */
    void closeAll() {
        CompletableFuture.allOf(nodes.values().stream()
                        .map(node -> CompletableFuture.runAsync(node::close))
                        .toArray(CompletableFuture[]::new))
                .join();
        nodes.clear();
    }

    void closeClients() {
        clients.forEach(ScopeClient::close);
    }

    private void assertNothingIsLeft() {
        assertThat(znodesOfChildren()).isEmpty();
        assertThat(workers.running()).isEmpty();
        eventually(() -> assertThat(threads()).isEmpty());
        eventually(() -> assertThat(zk.sessions()).isSubsetOf(sessionsBefore));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("pogo-"))
                .toList();
    }
}

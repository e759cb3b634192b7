package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;

/**
 * A scope with its own ZooKeeper server and nodes in this JVM; closes them all, and sees to it that no child ran twice
 * at a time.
 */
public final class Fleet implements AutoCloseable {
    static final Duration SESSION = Duration.ofSeconds(2);

    private final TestZooKeeper zk;
    private final Ownership ownership;
    private final String scope = TestZooKeeper.newScope();
    private final Workers workers = new Workers();
    private final Map<String, DistributedSupervisor> nodes = new TreeMap<>();
    private boolean tolerated;

    Fleet() {
        this(TestScope.OWNERSHIP);
    }

    Fleet(Ownership ownership) {
        this(new TestZooKeeper(), ownership);
    }

    Fleet(TestZooKeeper zk) {
        this(zk, TestScope.OWNERSHIP);
    }

    Fleet(TestZooKeeper zk, Ownership ownership) {
        this.zk = zk;
        this.ownership = ownership;
    }

    public static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    /** How long a fault lasts; nothing is expected to have happened at its end. */
    static void forAsLongAs(Duration fault) {
        long begin = System.nanoTime();
        eventually().until(() -> System.nanoTime() - begin > fault.toNanos());
    }

    static List<ChildSpec> specs(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of(prefix + i, "worker"))
                .toList();
    }

    TestZooKeeper zk() {
        return zk;
    }

    String scope() {
        return scope;
    }

    Ownership ownership() {
        return ownership;
    }

    Workers workers() {
        return workers;
    }

    String path(String below) {
        return "/pogo/" + scope + below;
    }

    ZooKeeperSupervisor.Builder builder(String nodeId) {
        return quick(nodeId).connectString(zk.connectString()).childType("worker", workers::worker);
    }

    /** A builder that knows neither where ZooKeeper is nor any child type. */
    ZooKeeperSupervisor.Builder quick(String nodeId) {
        return ZooKeeperSupervisor.builder()
                .scope(scope)
                .nodeId(nodeId)
                .ownership(ownership)
                .sessionTimeout(SESSION)
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100));
    }

    DistributedSupervisor join(String nodeId) {
        return join(nodeId, builder(nodeId));
    }

    DistributedSupervisor join(String nodeId, ZooKeeperSupervisor.Builder builder) {
        DistributedSupervisor node = builder.start();
        nodes.put(nodeId, node);
        return node;
    }

    void leave(String nodeId) {
        DistributedSupervisor node = nodes.remove(nodeId);
        if (node != null) {
            node.close();
        }
    }

    void awaitRunning(int count) {
        eventually().untilAsserted(() -> assertThat(workers.running()).hasSize(count));
    }

    /** Where one child stands as this node sees it, or PENDING without a reason if it is unknown. */
    static ChildInfo listed(DistributedSupervisor node, String childId) {
        return node.whichChildren(View.GLOBAL).stream()
                .filter(child -> child.id().equals(childId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(childId + " is not listed"));
    }

    static boolean isPending(DistributedSupervisor node, String childId, String reason) {
        ChildInfo info = listed(node, childId);
        return info.state() == ChildState.PENDING
                && String.valueOf(info.reason()).contains(reason);
    }

    /** For faults that break what every lease rests on. */
    void tolerateOverlaps() {
        tolerated = true;
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (DistributedSupervisor node : nodes.values()) {
            try {
                node.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        zk.close();
        assertThat(failures).isEmpty();
        assertThat(workers.overlaps()).filteredOn(overlap -> !tolerated).isEmpty();
    }
}

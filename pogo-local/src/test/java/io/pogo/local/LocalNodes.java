package io.pogo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;

/**
 * The nodes of one scope in local mode, with children that write down where they run. Closing it closes the nodes, then
 * proves that no child ever ran twice at a time and that no thread and no session is left.
 */
final class LocalNodes implements AutoCloseable {
    static final String SCOPE = "local";
    static final String WORKER = "worker";

    final LocalStore store = LocalStore.create();
    private final Map<String, DistributedSupervisor> nodes = new LinkedHashMap<>();
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private final List<String> overlaps = new CopyOnWriteArrayList<>();
    private final Map<String, List<Long>> tokens = new ConcurrentHashMap<>();

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(assertion);
    }

    static List<ChildSpec> workers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of("child-" + i, WORKER))
                .toList();
    }

    DistributedSupervisor node(String id) {
        return node(id, builder -> builder);
    }

    DistributedSupervisor node(String id, UnaryOperator<LocalSupervisor.Builder> more) {
        LocalSupervisor.Builder builder =
                LocalSupervisor.builder().store(store).scope(SCOPE).nodeId(id).childType(WORKER, this::worker);
        DistributedSupervisor node = more.apply(builder).start();
        nodes.put(id, node);
        return node;
    }

    void leave(String id) {
        Objects.requireNonNull(nodes.remove(id)).close();
    }

    /** Runs until it is asked to stop. */
    Child worker(ChildContext context) {
        return recorded(run -> Thread.currentThread().join());
    }

    /** Runs until it is asked to stop, and takes a while to do so. */
    Child slow(ChildContext context) {
        return recorded(run -> {
            try {
                Thread.currentThread().join();
            } finally {
                Thread.sleep(100);
            }
        });
    }

    /** The same child, which is seen here while it runs. */
    Child recorded(Child child) {
        return context -> {
            String other = running.put(context.childId(), context.nodeId());
            if (other != null) {
                overlaps.add(context.childId() + " on " + other + " and " + context.nodeId());
            }
            tokens.computeIfAbsent(context.childId(), id -> new CopyOnWriteArrayList<>())
                    .add(context.fencingToken());
            try {
                child.run(context);
            } finally {
                running.remove(context.childId(), context.nodeId());
            }
        };
    }

    /** The node of each child that runs now. */
    Map<String, String> placement() {
        return new TreeMap<>(running);
    }

    /** The node on which a child runs now; it does. */
    String nodeOf(String childId) {
        return Objects.requireNonNull(running.get(childId), childId);
    }

    long countOn(String node) {
        return running.values().stream().filter(node::equals).count();
    }

    /** The tokens of a child's runs, in their order. */
    List<Long> tokens(String childId) {
        return tokens.getOrDefault(childId, List.of());
    }

    void awaitRunning(DistributedSupervisor asked, List<ChildSpec> specs) {
        specs.forEach(
                spec -> assertThat(asked.whenRunning(spec.id()).join().node()).isNotNull());
    }

    /** Waits until each node has that many children. */
    void awaitCount(int count, String... ids) {
        eventually(() -> {
            for (String id : ids) {
                assertThat(countOn(id)).as(id).isEqualTo(count);
            }
        });
    }

    void terminateAll(DistributedSupervisor asked) {
        asked.terminateChildren(
                asked.whichChildren().stream().map(ChildInfo::id).toList());
    }

    @Override
    public void close() {
        nodes.values().forEach(DistributedSupervisor::close);
        assertThat(running).isEmpty();
        assertThat(overlaps).as("children that ran twice at a time").isEmpty();
        assertThat(tokens.values()).allSatisfy(each -> assertThat(each).isSorted());
        eventually(() -> assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("pogo-")));
        assertThat(store.server().sessions()).isZero();
        assertThat(store.server().watches()).isZero();
    }
}

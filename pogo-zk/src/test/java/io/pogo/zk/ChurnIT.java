package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.ScopeWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.listen.StandardListenerManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever Pogo puts onto a session, a client, a registry, a JVM or a disk is gone when its cause is gone: after each
 * kind of use, many times over on one client, all is as it was before. {@code -Dchurn.rounds=2000} makes it thousands.
 */
@SuppressWarnings("try") // a watch is only closed
class ChurnIT {
    private static final int TIMES = Integer.getInteger("churn.rounds", 20);

    /**
     * What the server in this JVM and the notes of the test may keep; one round that leaks 4 kB would show in 2,000.
     */
    private static final long HEAP = 8L << 20;

    private static final String TRACKED = "tracked";

    /** Threads of pools, which wait some seconds for the next task. */
    private static final Pattern ENDS_WHEN_IDLE =
            Pattern.compile("-(callback|events|handle|hand|meters|registry|teller|watch|work)(-[0-9]+)?$");

    private static final Pattern OF_FIXTURES = Pattern.compile("^pogo-(node|sidecar|zookeeper|zk|api|core)");

    private static TestZooKeeper zk;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    /** A kind of use. */
    private enum Use {
        STARTS_AND_TERMINATIONS,
        MOVES,
        WAITS,
        WATCHES,
        SUPERVISORS,
        CLIENTS
    }

    @ParameterizedTest
    @EnumSource
    void latches_leave_nothing_behind(Use use) throws Exception {
        leavesNothing(use, Ownership.LEADER_LATCH);
    }

    @ParameterizedTest
    @EnumSource
    void claims_leave_nothing_behind(Use use) throws Exception {
        leavesNothing(use, Ownership.CLAIM);
    }

    private static void leavesNothing(Use use, Ownership ownership) throws Exception {
        try (Site site = new Site(ownership)) {
            site.once(use);
            site.awaitCalm();
            Map<String, Object> before = site.counts();
            long heap = usedHeap();

            for (int i = 0; i < TIMES; i++) {
                site.once(use);
            }

            eventually(() -> assertThat(site.counts()).isEqualTo(before));
            eventually(() -> assertThat(site.reachable()).isEmpty());
            eventually(() -> assertThat(usedHeap() - heap).isLessThan(HEAP));
        }
    }

    /** After a collection. */
    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A scope with two members and a client, all on one client of the test's. */
    private static final class Site implements AutoCloseable {
        private final CuratorFramework client = zk.newClient();
        private final TestScope scope;
        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        private final List<WeakReference<Object>> used = new CopyOnWriteArrayList<>();
        private final DistributedSupervisor a;
        private int waits;

        Site(Ownership ownership) throws Exception {
            client.blockUntilConnected();
            scope = new TestScope(zk, ownership).on(client);
            scope.offering(
                    TRACKED,
                    context -> used(scope.workers()
                            .recorded(run -> Thread.currentThread().join())));
            a = member("a");
            member("b");
            a.startChildren(workers("staying", 4));
            scope.awaitRunning(ids(workers("staying", 4)));
        }

        private DistributedSupervisor member(String id) {
            return scope.node(id, builder -> builder.meterRegistry(registry));
        }

        /** Is over when it returns. */
        void once(Use use) {
            switch (use) {
                case STARTS_AND_TERMINATIONS -> startAndTerminate();
                case MOVES -> move();
                case WAITS -> waitForRuns();
                case WATCHES -> watch();
                case SUPERVISORS -> openSupervisor();
                case CLIENTS -> openClient();
            }
        }

        /** Remembers an object that must not be kept alive after its use. */
        private <T> T used(T object) {
            used.add(new WeakReference<>(object));
            return object;
        }

        List<Object> reachable() {
            System.gc();
            List<Object> found = new ArrayList<>();
            used.forEach(reference -> found.add(reference.get()));
            found.removeIf(Objects::isNull);
            return found.stream()
                    .map(object -> (Object) object.getClass().getName())
                    .toList();
        }

        private void startAndTerminate() {
            a.startChild(ChildSpec.of("calm", TRACKED));
            a.whenRunning("calm").join();
            a.terminateChild("calm");
            a.startChild(ChildSpec.of("hasty", TRACKED));
            a.terminateChild("hasty");
        }

        private void move() {
            move("a");
            move("b");
        }

        private void move(String target) {
            a.moveChild("staying-0", target);
            eventually(() ->
                    assertThat(a.findChild("staying-0").map(ChildInfo::node)).contains(target));
            a.whenRunning("staying-0").join();
        }

        private void waitForRuns() {
            ChildSpec homeless = ChildSpec.of("homeless", "nobody offers this");
            a.startChild(homeless);
            CompletableFuture<ChildInfo> one = used(a.whenRunning("homeless"));
            CompletableFuture<ChildInfo> other = used(a.whenRunning("homeless"));
            one.cancel(false);
            a.whenRunning("staying-" + waits++ % 4).join();
            a.terminateChild("homeless");
            assertThat(other).isNotCancelled();
        }

        private void watch() {
            List<Object> heard = new ArrayList<>();
            ScopeWatch one = used(a.watch(update -> {}));
            try (ScopeWatch other = used(a.watch(heard::add))) {
                one.close();
                eventually(() -> assertThat(heard).isNotEmpty());
            }
        }

        private void openSupervisor() {
            DistributedSupervisor c = used(member("c"));
            used(c.watch(update -> {}));
            CompletableFuture<ChildInfo> wait = c.whenRunning("staying-0");
            scope.leave("c");
            assertThat(wait).isNotNull();
        }

        private void openClient() {
            try (ScopeClient asking = used(scope.clientBuilder().connect())) {
                used(asking.watch(update -> {}));
                asking.whenRunning("staying-2").join();
                asking.whichChildren();
            }
        }

        void awaitCalm() {
            Map<String, Object> counts = new TreeMap<>();
            eventually().until(() -> {
                Map<String, Object> now = counts();
                boolean calm = now.equals(counts);
                counts.clear();
                counts.putAll(now);
                return calm;
            });
        }

        Map<String, Object> counts() {
            return new TreeMap<>(Map.of(
                    "watches", zk.watches(),
                    "ephemerals", ephemerals(),
                    "znodes", znodes(),
                    "connection listeners", listeners(client.getConnectionStateListenable()),
                    "client listeners", listeners(client.getCuratorListenable()),
                    "threads", threads(),
                    "temporary files", temporaryFiles(),
                    "meters", registry.getMeters().size()));
        }

        /** Without the folders of buckets, which stay, the names of latches and the nodes of children. */
        private List<String> znodes() {
            return zk.tree(scope.root()).stream()
                    .filter(path -> !path.matches(".*/assignments/[^/]+/[0-9a-f]{2}"))
                    .map(path ->
                            path.replaceAll("/_c_.*", "/latch").replaceAll("/assignments/[ab]/../", "/assignments/"))
                    .sorted()
                    .toList();
        }

        private int ephemerals() {
            try {
                return client.getZookeeperClient()
                        .getZooKeeper()
                        .getEphemerals()
                        .size();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** Of Pogo's; those of fixtures in JVMs of other tests, which share the folder, have these names. */
        private static List<String> temporaryFiles() {
            try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("pogo-"))
                        .filter(name -> !OF_FIXTURES.matcher(name).find())
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int listeners(Object listenable) {
            return ((StandardListenerManager<?>) listenable).size();
        }

        private static List<String> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("pogo-"))
                    .filter(name -> !ENDS_WHEN_IDLE.matcher(name).find())
                    .sorted()
                    .toList();
        }

        @Override
        public void close() {
            scope.close();
            client.close();
        }
    }
}

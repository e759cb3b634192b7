package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.PogoException;
import io.pogo.ScopeClient;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.tree.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Each folder of the layout may vanish at any moment: the scope heals by itself, and says once what happened. */
class VanishedFolderIT {
    private static final int CHILDREN = 6;
    private static final int MOST_LINES = 20;
    private static final int MOST_PACKETS = 1_500;
    private static TestZooKeeper zk;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    static Stream<Arguments> cases() {
        String bucket = ZnodeNames.bucket("child-1");
        return Stream.of(Ownership.values())
                .flatMap(ownership -> Stream.of(
                                "",
                                "/layout",
                                "/members",
                                "/planner",
                                "/children",
                                "/children/" + bucket,
                                "/assignments",
                                "/assignments/a",
                                "/assignments/b",
                                "/owners",
                                "/owners/" + bucket,
                                "/owners/" + bucket + "/child-1",
                                "/failures",
                                "/checkpoints",
                                "/control",
                                "/control/rebalancing")
                        .map(folder -> Arguments.of(folder, ownership)));
    }

    @ParameterizedTest(name = "\"{0}\" with {1}")
    @MethodSource("cases")
    void a_folder_that_vanishes_comes_back_and_all_wanted_children_run(String folder, Ownership ownership)
            throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        try (TestScope scope = new TestScope(zk, ownership)) {
            scope.offering(
                    "saver",
                    made -> scope.workers().recorded(context -> {
                        context.checkpoint().save(new byte[] {1});
                        if (context.childId().equals("bad")) {
                            throw new IllegalStateException("crash");
                        }
                        Thread.currentThread().join();
                    }));
            List<DistributedSupervisor> nodes = scope.nodes("a", "b");
            ScopeClient client = scope.client();
            client.pauseRebalancing();
            client.startChildren(workers("child", CHILDREN));
            client.startChild(ChildSpec.of("saver", "saver"));
            scope.awaitRunning(wanted("/none"));
            eventually(() -> assertThat(zk.tree(scope.root())).contains(scope.root() + "/checkpoints"));
            logger.addAppender(logged);
            long packets = zk.packets();

            deleteAll(scope.root() + folder);

            Set<String> wanted = wanted(folder);
            scope.awaitRunning(wanted);
            for (ScopeClient asker : List.of(nodes.get(0), nodes.get(1), client)) {
                String id = "new-" + wanted.size();
                asker.startChild(ChildSpec.of(id, WORKER));
                wanted.add(id);
            }
            client.startChild(ChildSpec.of("bad", "saver").withMaxRestarts(0, Duration.ofSeconds(1)));
            // Each of these looks reads the whole scope, to say why the child waits: they are not what is counted here.
            long beforeLooks = zk.packets();
            eventually(() ->
                    assertThat(client.findChild("bad").orElseThrow().reason()).contains("crash"));
            packets += zk.packets() - beforeLooks;
            client.terminateChild("bad");
            scope.awaitRunning(wanted);
            eventually(() -> assertThat(zk.tree(scope.root()))
                    .contains(Layout.names(new ScopePaths(scope.root().substring("/pogo/".length()))).stream()
                            .map(name -> scope.root() + "/" + name)
                            .toArray(String[]::new)));
            eventually(() -> assertThat(client.members()).hasSize(2));
            assertThat(zk.packets() - packets).as("packets").isLessThan(MOST_PACKETS);
            logger.detachAppender(logged);
            List<String> lines = List.copyOf(logged.list).stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
            assertThat(lines).hasSizeLessThan(MOST_LINES);
        } finally {
            logger.detachAppender(logged);
        }
    }

    /**
     * No node makes the folders again: requests succeed as far as possible, and the rest fails in words that say what
     * is the matter.
     */
    @Test
    void a_scope_that_vanishes_while_it_has_no_node_is_no_riddle() throws Exception {
        try (TestScope scope = new TestScope(zk, Ownership.CLAIM)) {
            scope.node("a").startChildren(workers("child", 2));
            scope.leave("a");
            List<Function<ScopeClient, ?>> requests = List.of(
                    ScopeClient::whichChildren,
                    ScopeClient::countChildren,
                    ScopeClient::members,
                    ScopeClient::check,
                    client -> client.findChild("child-0"),
                    client -> client.findSpec("child-0"),
                    client -> client.explain("child-0"),
                    client -> client.previewPlacement(List.of(), List.of()),
                    client -> client.startChild(ChildSpec.of("new", WORKER)),
                    client -> client.startChildren(workers("more", 3)),
                    client -> client.terminateChild("child-0"),
                    client -> client.terminateChildren(List.of("child-0", "child-1")),
                    client -> client.updateChild(ChildSpec.of("child-0", WORKER).withWeight(2), 0),
                    client -> done(() -> client.restartChild("child-0")),
                    client -> done(() -> client.pauseChild("child-0")),
                    client -> done(() -> client.resumeChild("child-0")),
                    client -> done(() -> client.moveChild("child-0", "a")),
                    client -> done(() -> client.unpinChild("child-0")),
                    client -> done(() -> client.drain("a")),
                    client -> done(client::pauseRebalancing),
                    client -> done(client::resumeRebalancing));
            for (Function<ScopeClient, ?> request : requests) {
                try (ScopeClient client = ZooKeeperScopeClient.builder()
                        .connectString(zk.connectString())
                        .scope(scope.root().substring("/pogo/".length()))
                        .requestTimeout(Duration.ofMillis(500))
                        .connect()) {
                    byte[] layout = zk.client().getData().forPath(scope.root() + "/layout");
                    deleteAll(scope.root());
                    try {
                        var unused = request.apply(client);
                    } catch (PogoException e) {
                        assertThat(e.getMessage()).doesNotContain("KeeperErrorCode", "Exception");
                    }
                    if (zk.client().checkExists().forPath(scope.root()) != null) {
                        deleteAll(scope.root());
                    }
                    zk.client().create().creatingParentsIfNeeded().forPath(scope.root() + "/layout", layout);
                }
            }
        }
    }

    private static boolean done(Runnable request) {
        request.run();
        return true;
    }

    private static Set<String> wanted(String folder) {
        Set<String> wanted = new TreeSet<>(ids(workers("child", CHILDREN)));
        wanted.add("saver");
        if (folder.isEmpty() || folder.equals("/children")) {
            wanted.clear();
        } else if (folder.startsWith("/children/")) {
            wanted.removeIf(id -> folder.endsWith("/" + ZnodeNames.bucket(id)));
        }
        return wanted;
    }

    /** What zkCli's deleteall does. What comes back while it works stays. */
    private static void deleteAll(String root) throws Exception {
        ZKUtil.deleteRecursive(zk.client().getZookeeperClient().getZooKeeper(), root, 1_000);
    }
}

package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.ScopeWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines that nodes log, of Pogo and of what it calls, when they start and while ZooKeeper is away. */
class QuietIT {
    private static final int CHILDREN = 300;

    /** More than the session timeout, so that the sessions end too. */
    private static final Duration OUTAGE = Duration.ofSeconds(9);

    private static final Duration SESSION = Duration.ofSeconds(4);

    /** The client waits half a second between two attempts on average; some more until all children have stopped. */
    private static final int ATTEMPTS = 50;

    /** What a node, its client and Curator log of the loss, the end of the session and the return, twice at most. */
    private static final int LINES = 30;

    private static final Pattern LOGGER = Pattern.compile("<logger name=\"([^\"]+)\" level=\"([A-Z]+)\"/>");

    private final Fleet latches = new Fleet(Ownership.LEADER_LATCH);
    private final Fleet claims = new Fleet(Ownership.CLAIM);
    private final List<Fleet> fleets = List.of(latches, claims);
    private final LoggedEvents events = LoggedEvents.ofAnApplication();

    @AfterEach
    void end() {
        fleets.forEach(Fleet::close);
        events.close();
    }

    @Test
    void nothing_is_worth_a_warning_when_all_is_well() {
        for (Fleet fleet : fleets) {
            begin(fleet);
            fleet.join("b", fleet.builder("b").sessionTimeout(SESSION));
            try (ScopeClient client = ZooKeeperScopeClient.builder()
                            .connectString(fleet.zk().connectString())
                            .scope(fleet.scope())
                            .connect();
                    ScopeWatch watch = client.watch(update -> {})) {
                assertThat(client.check()).isEmpty();
                assertThat(watch).isNotNull();
            }
        }
        assertThat(events.all()).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        assertThat(events.of("io.pogo")).isNotEmpty().allMatch(QuietIT::hasPrefix);
    }

    @Test
    void an_outage_costs_a_node_as_many_lines_whatever_the_number_of_its_children() throws Exception {
        fleets.forEach(this::begin);
        events.clear();
        for (Fleet fleet : fleets) {
            fleet.zk().server().stop();
        }
        fleets.forEach(fleet -> fleet.awaitRunning(0));
        Fleet.forAsLongAs(OUTAGE);
        for (Fleet fleet : fleets) {
            fleet.zk().server().restart();
        }
        fleets.forEach(fleet -> fleet.awaitRunning(CHILDREN));

        assertThat(events.of("io.pogo")).hasSizeLessThanOrEqualTo(40).allMatch(QuietIT::hasPrefix);
        assertThat(events.of("org.apache.curator.retry")).isEmpty();
        assertThat(events.of("org.apache.curator.framework.imps")).hasSizeLessThanOrEqualTo(4);
        assertThat(events.of("org.apache.curator")).hasSizeLessThanOrEqualTo(30);
        assertThat(events.all()).hasSizeLessThan(CHILDREN);
        assertThat(events.all()).noneMatch(QuietIT::hasNeedlessTrace);
        assertThat(events.of("org.apache.zookeeper.ClientCnxn").stream().filter(QuietIT::isAttempt))
                .as("attempts to connect, which the client paces")
                .hasSizeLessThan(fleets.size() * ATTEMPTS);
        assertThat(events.of("org.apache.zookeeper.ZooKeeper").stream().filter(line -> line.startsWith("Initiating")))
                .as("handles: one that follows the expired session")
                .hasSizeLessThanOrEqualTo(fleets.size() * 2);
        assertThat(events.all().stream().filter(QuietIT::isLoggedAsDocumented))
                .as("lines with the levels that docs/operating.md gives")
                .hasSizeLessThanOrEqualTo(fleets.size() * LINES)
                .noneMatch(event -> event.getThrowableProxy() != null);
    }

    /** The process was frozen, for instance: it hears of the end of its session and of the next one at once. */
    @Test
    void a_session_that_ends_costs_a_node_no_line_of_each_child() throws Exception {
        for (Fleet fleet : fleets) {
            try (CuratorFramework client = fleet.zk().newClient(fleet.zk().connectString(), SESSION)) {
                fleet.join(
                                "a",
                                fleet.quick("a")
                                        .childType("worker", fleet.workers()::worker)
                                        .client(client))
                        .startChildren(Fleet.specs("c", CHILDREN));
                fleet.awaitRunning(CHILDREN);
                events.clear();

                end(client.getZookeeperClient().getZooKeeper(), fleet.zk().connectString());
                Fleet.eventually()
                        .until(() -> events.of("io.pogo").stream().anyMatch(line -> line.contains("joins again")));
                fleet.awaitRunning(CHILDREN);

                assertThat(events.all()).noneMatch(event -> event.getLevel() == Level.ERROR);
                assertThat(events.of("io.pogo")).hasSizeLessThanOrEqualTo(20);
                fleet.close();
            }
        }
    }

    /** Ends the session of a handle behind its back. */
    private static void end(ZooKeeper handle, String connectString) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper twin = new ZooKeeper(
                connectString,
                (int) SESSION.toMillis(),
                event -> connected.countDown(),
                handle.getSessionId(),
                handle.getSessionPasswd());
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        twin.close();
    }

    private void begin(Fleet fleet) {
        fleet.join("a", fleet.builder("a").sessionTimeout(SESSION)).startChildren(Fleet.specs("c", CHILDREN));
        fleet.awaitRunning(CHILDREN);
    }

    private static boolean isAttempt(String line) {
        return line.startsWith("Opening socket connection");
    }

    /** Whether an application that has set the loggers as docs/operating.md says would have this line in its log. */
    private static boolean isLoggedAsDocumented(ILoggingEvent event) {
        return documented().getOrDefault(event.getLoggerName(), Level.INFO).levelInt <= event.getLevel().levelInt;
    }

    private static Map<String, Level> documented() {
        try {
            return LOGGER.matcher(Files.readString(Path.of("..", "docs", "operating.md")))
                    .results()
                    .collect(Collectors.toMap(found -> found.group(1), found -> Level.valueOf(found.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasPrefix(String line) {
        return line.matches("(?s)\\[test-\\d+ \\S+\\] .*");
    }

    /** ZooKeeper's client logs each attempt to connect with a trace. */
    private static boolean hasNeedlessTrace(ILoggingEvent event) {
        return event.getThrowableProxy() != null && !event.getLoggerName().equals("org.apache.zookeeper.ClientCnxn");
    }
}

package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;

/**
 * A scope for nodes with companions, as processes: what became of their sessions, their companions and the companions'
 * lines.
 */
final class CompanionScene implements AutoCloseable {
    /** Longer than any test waits: within its limit only a companion can have ended it. */
    static final Duration ENDLESS = Duration.ofSeconds(60);

    /** One that expires within a test. */
    static final Duration BRIEF = Duration.ofSeconds(6);

    private static final int TICK_MILLIS = 3_000;
    private static final long INT_TERM_HUP = 1L << 1 | 1L << 14 | 1L;
    private static final String ENDED = "was ended after";

    final Fleet fleet = new Fleet(new TestZooKeeper(TICK_MILLIS));
    private final List<RemoteNode> nodes = new ArrayList<>();
    private final List<ProcessHandle> companions = new ArrayList<>();

    /** A node that has joined, and its companion; without a shutdown hook. */
    RemoteNode node(String id, Duration session, String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of(jvmOptions));
        options.add("-D" + NodeProcess.WITHOUT_HOOK + "=true");
        return nodeThatCloses(id, session, options.toArray(String[]::new));
    }

    /** The same, but one that closes when its JVM shuts down. */
    RemoteNode nodeThatCloses(String id, Duration session, String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of(jvmOptions));
        options.add("-D" + NodeProcess.WITH_COMPANION + "=true");
        options.add("-Dpogo.log=INFO");
        RemoteNode node = RemoteNode.startGroup(fleet, id, session, options, List.of());
        nodes.add(node);
        node.awaitJoined();
        companionOf(node);
        return node;
    }

    /** A node with a companion that is started from an executable jar; joined. */
    RemoteNode nodeOfJar(String id, Duration session, Path jar, Path temporary) {
        List<String> options = List.of(
                "-D" + NodeProcess.WITHOUT_HOOK + "=true",
                "-D" + NodeProcess.WITH_COMPANION + "=true",
                "-Dpogo.log=INFO",
                "-Djava.io.tmpdir=" + temporary);
        RemoteNode node = RemoteNode.startJar(fleet, id, session, options, jar);
        nodes.add(node);
        node.awaitJoined();
        companionOf(node);
        return node;
    }

    /** The companion that a node has now, and has told of its session; it is waited for in the end. */
    ProcessHandle companionOf(RemoteNode node) {
        ProcessHandle companion = node.companion();
        eventually().until(() -> node.output().contains("process " + companion.pid() + " watches over"));
        companions.add(companion);
        return companion;
    }

    /** A node with a sidecar; joined. */
    RemoteNode nodeWithSidecar(String id, Duration session, String address, Path secret) {
        RemoteNode node = RemoteNode.startGroup(
                fleet,
                id,
                session,
                List.of("-D" + NodeProcess.WITHOUT_HOOK + "=true", "-Dpogo.log=INFO"),
                List.of(address, secret.toString()));
        nodes.add(node);
        return node.awaitJoined();
    }

    /** The session under which a node stands in the planner's queue, in hexadecimal digits. */
    String sessionOf(RemoteNode node) {
        CuratorFramework client = fleet.zk().client();
        try {
            for (String name : client.getChildren().forPath(fleet.path("/planner"))) {
                Stat stat = new Stat();
                String path = fleet.path("/planner/" + name);
                if (new String(
                                client.getData().storingStatIn(stat).forPath(path),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .equals(node.nodeId())) {
                    return "0x" + Long.toHexString(stat.getEphemeralOwner());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError(node.nodeId() + " does not stand in the queue");
    }

    boolean isKnown(String session) {
        return fleet.zk().sessions().contains(session);
    }

    /** Waits until the companion has ended a session, and itself. */
    void awaitTakeover(RemoteNode node, String session) {
        awaitOver(session);
        awaitNoCompanion();
        assertThat(node.output()).containsOnlyOnce("ZooKeeper session " + session + " " + ENDED);
    }

    void awaitOver(String session) {
        eventually().untilAsserted(() -> assertThat(isKnown(session)).isFalse());
    }

    /** Waits until all companions have ended, and were waited for: there is neither a process nor a zombie. */
    void awaitNoCompanion() {
        eventually()
                .untilAsserted(() -> assertThat(companions)
                        .noneMatch(companion -> Files.exists(Path.of("/proc", Long.toString(companion.pid())))));
    }

    /** Whether none of a node's companions has ended a session. */
    static void assertQuiet(RemoteNode node) {
        assertThat(node.output()).doesNotContain("crash companion:");
    }

    /** Another process gets the other end of a process's standard input too, as if it had inherited it. */
    static Process holdPipeOf(ProcessHandle companion, RemoteNode node) {
        try {
            Path pipe = Files.readSymbolicLink(Path.of("/proc", Long.toString(companion.pid()), "fd", "0"));
            try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(node.pid()), "fd"))) {
                Path held =
                        files.filter(file -> pointsTo(file, pipe)).findFirst().orElseThrow();
                Process holder = new ProcessBuilder("sh", "-c", "exec 3>" + held + "; echo held; exec cat")
                        .redirectErrorStream(true)
                        .start();
                assertThat(holder.inputReader().readLine()).isEqualTo("held");
                return holder;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean pointsTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until it ignores INT, TERM and HUP, which it does as soon as it runs. */
    static void awaitIgnoringSignals(ProcessHandle companion) {
        eventually().until(() -> (ignored(companion) & INT_TERM_HUP) == INT_TERM_HUP);
    }

    private static long ignored(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1), 16))
                .sum();
    }

    static void signal(ProcessHandle process, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(RemoteNode::close);
        companions.forEach(ProcessHandle::destroyForcibly);
        fleet.close();
    }
}

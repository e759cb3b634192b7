package io.pogo.bench;

import io.pogo.StuckAction;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nodes, each behind relays of its own to each ZooKeeper server. */
final class Cluster implements Closeable {
    private static final long RELEASE_MILLIS = 5_000;

    /** The exit code of a JVM that Pogo has halted. */
    private static final int HALTED = 70;

    private final Path dir;
    private final Ensemble ensemble;
    private final ChaosOptions options;
    private final int registerPort;
    private final Ports ports;
    private final History history;
    private final Map<String, Site> sites = new TreeMap<>();
    private final Map<String, SharedClock> clocks = new ConcurrentHashMap<>();
    private final @Nullable Path clockLibrary;
    private final Set<String> confined = new HashSet<>();
    private boolean closed;

    Cluster(
            Path dir,
            Ensemble ensemble,
            ChaosOptions options,
            int registerPort,
            Ports ports,
            History history,
            @Nullable Path clockLibrary) {
        this.clockLibrary = clockLibrary;
        this.dir = dir;
        this.ensemble = ensemble;
        this.options = options;
        this.registerPort = registerPort;
        this.ports = ports;
        this.history = history;
    }

    /** The relays of one node id, and its JVM if it has one. */
    private static final class Site {
        private final List<Relay> relays = new ArrayList<>();
        private int starts;
        private @Nullable NodeProcess process;
    }

    synchronized NodeProcess start(String node) throws IOException {
        Site site = site(node);
        site.starts++;
        String connect =
                site.relays.stream().map(relay -> "127.0.0.1:" + relay.port()).collect(Collectors.joining(","));
        NodeProcess started = start(node, node + "#" + site.starts, connect);
        site.process = started;
        return started;
    }

    /** Starts a second process for a node, which reaches all servers past the relays. */
    synchronized NodeProcess startTwin(String node) throws IOException {
        Site site = site(node);
        site.starts++;
        return start(node, node + "#" + site.starts, ensemble.connectString());
    }

    private NodeProcess start(String node, String process, String connect) throws IOException {
        StuckAction stuck = stuckAction(node);
        history.tell(History.What.STARTED, process, stuck);
        NodeProcess started = NodeProcess.start(
                node,
                process,
                connect,
                dir,
                registerPort,
                options,
                stuck,
                confined.contains(node),
                environment(process));
        var unused = started.jvm().process().onExit().thenAccept(ended -> {
            if (ended.exitValue() == HALTED) {
                onHalt(node, started);
            } else if (started.isLeaving()) {
                onLeft(started);
            }
        });
        return started;
    }

    /** A node whose clock may stand still is started with the library for it, and so is its crash companion. */
    private Map<String, String> environment(String process) throws IOException {
        if (clockLibrary == null) {
            return Map.of();
        }
        Path file = dir.resolve(process + ".clock");
        clocks.put(process, SharedClock.create(file));
        return Map.of("LD_PRELOAD", clockLibrary.toString(), SharedClock.FILE, file.toString());
    }

    private Site site(String node) throws IOException {
        Site known = sites.get(node);
        if (known != null) {
            return known;
        }
        Site site = new Site();
        sites.put(node, site);
        for (int id = 1; id <= Ensemble.SIZE; id++) {
            Relay relay = new Relay(ports.free(), ensemble.clientPort(id));
            relay.open();
            site.relays.add(relay);
        }
        return site;
    }

    /** Two of three nodes have their JVM halted when a child is stuck, the others report it only. */
    static StuckAction stuckAction(String node) {
        return Integer.parseInt(node.substring(1)) % 3 == 1 ? StuckAction.REPORT : StuckAction.HALT;
    }

    /** Every second node has a crash companion. */
    static boolean hasCompanion(String node) {
        return Integer.parseInt(node.substring(1)) % 2 == 0;
    }

    /** Starts a node again, unless it runs. */
    synchronized void revive(String node) throws IOException {
        Site site = sites.get(node);
        if (!closed
                && site != null
                && site.process != null
                && !site.process.jvm().isAlive()) {
            start(node);
        }
    }

    /**
     * Records the end of a node when it comes: one that leaves a stuck child behind ends long before its fault is over.
     */
    private synchronized void onLeft(NodeProcess left) {
        if (!closed) {
            history.tell(History.What.EXITED, left.id());
        }
    }

    /** Starts a node again at once after it has halted, as a service manager would. */
    private synchronized void onHalt(String node, NodeProcess halted) {
        if (closed) {
            return;
        }
        history.tell(History.What.HALTED, halted.id());
        if (halted != process(node)) {
            return;
        }
        relays(node).forEach(Relay::reset);
        try {
            if (!halted.isLeaving()) {
                revive(node);
            }
        } catch (IOException e) {
            System.err.println(node + " could not be started again: " + e);
        }
    }

    /** Kills a node, and drops what its relays held back. */
    void kill(String node) throws InterruptedException {
        NodeProcess process = process(node);
        if (process != null && process.jvm().isAlive()) {
            kill(process);
            relays(node).forEach(Relay::reset);
        }
    }

    /** Kills one process. */
    void kill(NodeProcess process) throws InterruptedException {
        if (process.jvm().isAlive()) {
            history.tell(History.What.KILLED, process.id());
            process.jvm().kill();
        }
    }

    /** Sets the state of all connections between a node and the servers. */
    void setRelays(String node, Relay.Mode mode) {
        relays(node).forEach(relay -> relay.set(mode));
    }

    /** Makes sure that a node that was told to leave has left: waits a while, then kills it. */
    void awaitLeft(String node, Duration time) throws InterruptedException {
        NodeProcess process = process(node);
        if (process == null || process.jvm().wasKilled()) {
            return;
        }
        if (!process.jvm().awaitExit(time.toMillis())) {
            kill(node);
        }
    }

    /** Freezes a node; returns at once. */
    void pause(String node, long millis) throws IOException {
        NodeProcess process = process(node);
        if (process == null) {
            return;
        }
        long from = System.nanoTime();
        Process helper = process.jvm().pause(millis);
        Thread waiter = new Thread(
                () -> {
                    try {
                        helper.waitFor();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    history.tellAt(from, History.What.PAUSED, process.id(), System.nanoTime());
                },
                "pause-" + node);
        waiter.setDaemon(true);
        waiter.start();
    }

    /**
     * Freezes a process and all that it has started, until {@link #thawClock}; a helper resumes it at the latest after
     * the given time.
     */
    Freeze freezeClock(NodeProcess process, long mostMillis) throws IOException, InterruptedException {
        process.jvm().pause(mostMillis);
        process.jvm().signal("STOP");
        return new Freeze(System.nanoTime());
    }

    /** Wakes a process up, and what it has started; for their monotonic clock no time has passed. */
    void thawClock(NodeProcess process, Freeze freeze) throws IOException, InterruptedException {
        SharedClock clock = clocks.get(process.id());
        if (clock != null) {
            clock.lose(System.nanoTime() - freeze.fromNanos());
        }
        process.jvm().signal("CONT");
        history.tellAt(freeze.fromNanos(), History.What.PAUSED, process.id(), System.nanoTime());
    }

    synchronized @Nullable NodeProcess process(String node) {
        Site site = sites.get(node);
        return site == null ? null : site.process;
    }

    synchronized List<Relay> relays(String node) {
        Site site = sites.get(node);
        return site == null ? List.of() : List.copyOf(site.relays);
    }

    /**
     * Starts a node that reaches only one server. It runs children that write nothing to ZooKeeper, and is asked for
     * nothing: a write that waits for a quorum holds up all that its session asks for later.
     */
    synchronized NodeProcess startConfined(String node, int server) throws IOException {
        confined.add(node);
        confine(node, server);
        return start(node);
    }

    /** Leaves a node one server to connect to: its connections to the others end, and no new one lasts. */
    synchronized void confine(String node, int server) throws IOException {
        List<Relay> relays = site(node).relays;
        for (int id = 1; id <= relays.size(); id++) {
            relays.get(id - 1).set(id == server ? Relay.Mode.OPEN : Relay.Mode.REFUSED);
        }
    }

    /** Opens all servers to a node again. */
    synchronized void unconfine(String node) {
        confined.remove(node);
        setRelays(node, Relay.Mode.OPEN);
    }

    /** The ids of the nodes whose JVM runs. */
    synchronized List<String> alive() {
        return sites.entrySet().stream()
                .filter(site -> site.getValue().process != null
                        && site.getValue().process.jvm().isAlive())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The processes that have joined and may be asked for something. */
    synchronized List<NodeProcess> joined() {
        return sites.entrySet().stream()
                .filter(site -> !confined.contains(site.getKey()))
                .flatMap(site -> Stream.ofNullable(site.getValue().process))
                .filter(NodeProcess::hasJoined)
                .toList();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Site site : sites.values()) {
            if (site.process != null) {
                site.process.jvm().process().destroyForcibly();
            }
        }
        for (Site site : sites.values()) {
            for (Relay relay : site.relays) {
                relay.close();
            }
            awaitEnd(site);
        }
    }

    private static void awaitEnd(Site site) {
        try {
            if (site.process != null) {
                site.process.jvm().awaitExit(RELEASE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

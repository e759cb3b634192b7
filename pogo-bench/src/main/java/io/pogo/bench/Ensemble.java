package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three ZooKeeper servers, each a JVM of its own. Each sees its peers through relays, so that a pair can be cut. (In an
 * election a server with a higher number may call one with a lower number back directly; what followers and leaders say
 * to each other always passes a relay.)
 */
final class Ensemble implements Closeable {
    static final int SIZE = 3;

    /** The fraction of the session timeout that a shrinking server grants. */
    static final double SHRUNK = 2.0 / 3;

    private static final int TICKS_PER_SESSION = 20;
    private static final int LEADER_LISTENS_MILLIS = 2_000;

    private final Path dir;
    private final long tickMillis;
    private final int[] clientPorts = new int[SIZE + 1];
    private final Map<String, List<Relay>> links = new HashMap<>();
    private final Jvm[] servers = new Jvm[SIZE + 1];

    Ensemble(Path dir, Duration session, Ports ports) throws IOException {
        this.dir = dir;
        this.tickMillis = session.toMillis() / TICKS_PER_SESSION;
        int[] quorum = new int[SIZE + 1];
        int[] election = new int[SIZE + 1];
        for (int i = 1; i <= SIZE; i++) {
            clientPorts[i] = ports.free();
            quorum[i] = ports.free();
            election[i] = ports.free();
        }
        for (int i = 1; i <= SIZE; i++) {
            for (int j = 1; j <= SIZE; j++) {
                if (i != j) {
                    List<Relay> pair = List.of(
                            new Relay(ports.free(), quorum[j], LEADER_LISTENS_MILLIS),
                            new Relay(ports.free(), election[j]));
                    for (Relay relay : pair) {
                        relay.open();
                    }
                    links.put(i + ">" + j, pair);
                }
            }
            configure(i, quorum[i], election[i]);
        }
    }

    private void configure(int id, int quorum, int election) throws IOException {
        Path data = Files.createDirectories(dir.resolve("zookeeper-" + id));
        Files.writeString(data.resolve("myid"), id + "\n");
        List<String> lines = new ArrayList<>(List.of(
                "tickTime=" + tickMillis,
                "initLimit=20",
                "syncLimit=20",
                "dataDir=" + data,
                "clientPort=" + clientPorts[id],
                "clientPortAddress=127.0.0.1",
                "maxClientCnxns=0",
                "admin.enableServer=false",
                "4lw.commands.whitelist=srvr"));
        for (int peer = 1; peer <= SIZE; peer++) {
            List<Relay> pair = links.getOrDefault(id + ">" + peer, List.of());
            int toQuorum = pair.isEmpty() ? quorum : pair.get(0).port();
            int toElection = pair.isEmpty() ? election : pair.get(1).port();
            lines.add("server." + peer + "=127.0.0.1:" + toQuorum + ":" + toElection);
        }
        Files.write(configuration(id, false), lines);
        lines.add("maxSessionTimeout=" + (int) (tickMillis * TICKS_PER_SESSION * SHRUNK));
        Files.write(configuration(id, true), lines);
    }

    private Path configuration(int id, boolean shrunk) {
        return dir.resolve("zookeeper-" + id + (shrunk ? "-shrunk.cfg" : ".cfg"));
    }

    void start() throws IOException, InterruptedException {
        for (int id = 1; id <= SIZE; id++) {
            start(id);
        }
        awaitAll(Duration.ofSeconds(60));
    }

    void start(int id) throws IOException {
        start(id, false);
    }

    /** Restarts a server, with a session timeout of at most {@link #SHRUNK} of the usual one, or as it was. */
    void restart(int id, boolean shrunk) throws IOException, InterruptedException {
        servers[id].kill();
        start(id, shrunk);
    }

    private void start(int id, boolean shrunk) throws IOException {
        servers[id] = Jvm.start(
                ChaosServer.class,
                dir.resolve("zookeeper-" + id + ".log"),
                false,
                List.of("-Dchaos.zookeeper.log=INFO"),
                List.of(configuration(id, shrunk).toString()));
    }

    /** Waits until all servers serve. */
    void awaitAll(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            if (IntStream.rangeClosed(1, SIZE).allMatch(id -> mode(id).isPresent())) {
                return;
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("ZooKeeper's servers did not find together within " + time + "; see " + dir);
    }

    Jvm server(int id) {
        return servers[id];
    }

    int clientPort(int id) {
        return clientPorts[id];
    }

    /** All servers, past all relays. */
    String connectString() {
        return IntStream.rangeClosed(1, SIZE)
                .mapToObj(id -> "127.0.0.1:" + clientPorts[id])
                .collect(Collectors.joining(","));
    }

    /** Returns the server that leads by its own account. */
    OptionalInt leader() {
        return IntStream.rangeClosed(1, SIZE)
                .filter(id -> mode(id).filter("leader"::equals).isPresent())
                .findFirst();
    }

    void link(int one, int other, Relay.Mode mode) {
        set(one + ">" + other, mode);
        set(other + ">" + one, mode);
    }

    private void set(String way, Relay.Mode mode) {
        links.getOrDefault(way, List.of()).forEach(relay -> relay.set(mode));
    }

    /**
     * Cuts the leader off from its followers, so that they notice and it does not: their ends of the connections are
     * reset, its own stay open and silent.
     */
    void depose(int leader) {
        for (int id = 1; id <= SIZE; id++) {
            set(id + ">" + leader, Relay.Mode.LOST_BY_CALLER);
            set(leader + ">" + id, Relay.Mode.LOST_BY_LISTENER);
        }
    }

    /** Heals what {@link #depose} has cut. */
    void readmit(int leader) {
        for (int id = 1; id <= SIZE; id++) {
            link(id, leader, Relay.Mode.OPEN);
        }
    }

    /** Returns the mode that a server reports: leader or follower; empty if it does not serve. */
    Optional<String> mode(int id) {
        return FourLetterWord.ask(clientPorts[id], "srvr", "Mode: ");
    }

    @Override
    public void close() throws IOException {
        for (Jvm server : servers) {
            if (server != null) {
                server.process().destroyForcibly();
            }
        }
        for (List<Relay> pair : links.values()) {
            for (Relay relay : pair) {
                relay.close();
            }
        }
    }
}

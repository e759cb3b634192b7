package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A ZooKeeper server in a JVM of its own, with its data on disk, synced as ZooKeeper does by default. */
final class BenchServer implements Closeable {
    private static final Duration SERVE = Duration.ofSeconds(60);

    private final int port;
    private final Jvm jvm;

    private BenchServer(int port, Jvm jvm) {
        this.port = port;
        this.jvm = jvm;
    }

    static BenchServer start(Path dir, int port, List<String> options) throws IOException, InterruptedException {
        Path data = Files.createDirectories(dir.resolve("zookeeper"));
        Path configuration = dir.resolve("zookeeper.cfg");
        Files.write(
                configuration,
                List.of(
                        "tickTime=2000",
                        "minSessionTimeout=" + BenchOptions.QUICK_SESSION.toMillis(),
                        "dataDir=" + data,
                        "clientPort=" + port,
                        "clientPortAddress=127.0.0.1",
                        "maxClientCnxns=0",
                        "admin.enableServer=false",
                        "4lw.commands.whitelist=srvr,mntr"));
        Jvm jvm = Jvm.start(
                ChaosServer.class, dir.resolve("zookeeper.log"), false, options, List.of(configuration.toString()));
        long deadline = System.nanoTime() + SERVE.toNanos();
        while (FourLetterWord.ask(port, "srvr", "Mode: ").isEmpty()) {
            if (!jvm.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the ZooKeeper server does not serve; see " + dir);
            }
            Thread.sleep(50);
        }
        return new BenchServer(port, jvm);
    }

    String connectString() {
        return "127.0.0.1:" + port;
    }

    /** Returns the number of packets that clients have sent so far; each call of this method adds one. */
    long packets() {
        return Long.parseLong(answer("mntr", "zk_packets_received"));
    }

    /** Returns the number of packets that the server has sent so far: answers, and notifications of watches. */
    long sent() {
        return Long.parseLong(answer("mntr", "zk_packets_sent"));
    }

    /** Rises with every write, and when a session begins or ends. */
    long zxid() {
        return Long.decode(answer("srvr", "Zxid: "));
    }

    private String answer(String word, String line) {
        return FourLetterWord.ask(port, word, line)
                .orElseThrow(() -> new IllegalStateException("the ZooKeeper server did not answer " + word));
    }

    @Override
    public void close() {
        jvm.end();
    }
}

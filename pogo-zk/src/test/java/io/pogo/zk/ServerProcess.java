package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.test.InstanceSpec;
import org.apache.zookeeper.client.FourLetterWordMain;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** A ZooKeeper server in a JVM of its own, since how it authenticates is told by system properties. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern RECEIVED = Pattern.compile("zk_packets_received\\s+(\\d+)");

    private final int port;
    private final Path output;
    private final Process process;

    private ServerProcess(int port, Path output, Process process) {
        this.port = port;
        this.output = output;
        this.process = process;
    }

    /** One that stands alone; returns when it answers on its plain port. */
    static ServerProcess start(Path folder, List<String> systemProperties, List<String> configuration) {
        int port = InstanceSpec.getRandomPort();
        List<String> lines = new ArrayList<>(List.of("clientPort=" + port, "clientPortAddress=127.0.0.1"));
        lines.addAll(configuration);
        ServerProcess server = launch(folder, port, systemProperties, lines);
        server.awaitServing();
        return server;
    }

    /** Returns at once. A member of an ensemble does not answer before the others are there. */
    static ServerProcess launch(Path folder, int port, List<String> systemProperties, List<String> configuration) {
        try {
            List<String> lines = new ArrayList<>(List.of(
                    "tickTime=200",
                    "dataDir=" + Files.createDirectories(folder.resolve("data")),
                    "admin.enableServer=false",
                    "4lw.commands.whitelist=srvr,mntr"));
            lines.addAll(configuration);
            Path output = folder.resolve("server.out");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.net.preferIPv4Stack=true"));
            command.addAll(systemProperties);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    QuorumPeerMain.class.getName(),
                    Files.write(folder.resolve("zoo.cfg"), lines).toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ServerProcess(port, output, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitServing() {
        eventually()
                .untilAsserted(() -> assertThat(ask("srvr")).as(this::output).contains("Mode:"));
    }

    int port() {
        return port;
    }

    String connectString() {
        return "127.0.0.1:" + port;
    }

    /** How many packets clients have sent it so far. */
    long packets() {
        Matcher found = RECEIVED.matcher(ask("mntr"));
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String word) {
        try {
            return FourLetterWordMain.send4LetterWord("127.0.0.1", port, word);
        } catch (Exception e) {
            return "";
        }
    }

    /** SIGTERM; returns when it has ended. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

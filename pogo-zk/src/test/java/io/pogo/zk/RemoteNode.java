package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link NodeProcess} as its test sees it: can be killed, paused and resumed, and its journal read. */
final class RemoteNode implements AutoCloseable {
    /** One line of the journal. */
    record Entry(String event, String childId, long token, long nanos) {}

    private final String nodeId;
    private final Path journal;
    private final Path output;
    private final Process process;

    private RemoteNode(String nodeId, Path journal, Path output, Process process) {
        this.nodeId = nodeId;
        this.journal = journal;
        this.output = output;
        this.process = process;
    }

    /** Starts a node that offers workers; {@link #awaitJoined} waits for it. */
    static RemoteNode start(Fleet fleet, String nodeId) {
        return start(fleet, nodeId, Fleet.SESSION, "worker");
    }

    static RemoteNode start(Fleet fleet, String nodeId, Duration session, String type) {
        return start(fleet, nodeId, session, type, List.of(), List.of(), List.of(), onClassPath());
    }

    /** A node that offers workers, in a JVM with these options. */
    static RemoteNode start(Fleet fleet, String nodeId, Duration session, List<String> jvmOptions) {
        return start(fleet, nodeId, session, "worker", List.of(), jvmOptions, List.of(), onClassPath());
    }

    /** A node that offers workers, in a group of processes of its own. */
    static RemoteNode startGroup(
            Fleet fleet, String nodeId, Duration session, List<String> jvmOptions, List<String> sidecar) {
        // What runs the tests in the background may ignore signals, and a JVM then ignores them too.
        List<String> launcher = List.of("env", "--default-signal", "setsid");
        return start(fleet, nodeId, session, "worker", launcher, jvmOptions, sidecar, onClassPath());
    }

    /** A node that offers workers, from an executable jar. */
    static RemoteNode startJar(Fleet fleet, String nodeId, Duration session, List<String> jvmOptions, Path jar) {
        List<String> program = List.of("-jar", jar.toString());
        return start(fleet, nodeId, session, "worker", List.of(), jvmOptions, List.of(), program);
    }

    /** A node whose standard output is a pipe that is never read. */
    static RemoteNode startUnread(Fleet fleet, String nodeId, Duration session, String type, List<String> jvmOptions) {
        return start(fleet, nodeId, session, type, List.of(), jvmOptions, List.of(), onClassPath(), Redirect.PIPE);
    }

    private static List<String> onClassPath() {
        return List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName());
    }

    private static RemoteNode start(
            Fleet fleet,
            String nodeId,
            Duration session,
            String type,
            List<String> launcher,
            List<String> jvmOptions,
            List<String> sidecar,
            List<String> program) {
        return start(fleet, nodeId, session, type, launcher, jvmOptions, sidecar, program, null);
    }

    private static RemoteNode start(
            Fleet fleet,
            String nodeId,
            Duration session,
            String type,
            List<String> launcher,
            List<String> jvmOptions,
            List<String> sidecar,
            List<String> program,
            @Nullable Redirect unread) {
        try {
            Path journal = Files.createTempFile("pogo-node-", ".journal");
            Path output = Files.createTempFile("pogo-node-", ".out");
            List<String> command = new ArrayList<>(launcher);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.net.preferIPv4Stack=true",
                    "-Dpogo.log=" + System.getProperty("pogo.log", "WARN")));
            command.addAll(jvmOptions);
            command.addAll(program);
            command.addAll(List.of(
                    fleet.zk().connectString(),
                    fleet.scope(),
                    nodeId,
                    Long.toString(session.toMillis()),
                    journal.toString(),
                    type,
                    fleet.ownership().name()));
            command.addAll(sidecar);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(unread == null ? Redirect.to(output.toFile()) : unread)
                    .start();
            return new RemoteNode(nodeId, journal, output, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RemoteNode awaitJoined() {
        eventually()
                .untilAsserted(() -> assertThat(entries())
                        .as("%s: %s", nodeId, output())
                        .anyMatch(e -> e.event().equals("JOINED")));
        return this;
    }

    String nodeId() {
        return nodeId;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /**
     * SIGTERM; returns when the process has ended, with its exit code. {@code destroy} would close its input as well.
     */
    int terminate() {
        send("-TERM");
        return awaitExit();
    }

    /** SIGSTOP. */
    void pause() {
        send("-STOP");
    }

    /** SIGCONT. */
    void resume() {
        send("-CONT");
    }

    /** Any signal, to it alone. */
    void signal(String name) {
        send("-" + name);
    }

    /** A signal to it and to all that it has started, as from a terminal. */
    void signalGroup(String name) {
        send("-" + name, "-" + process.pid());
    }

    long pid() {
        return process.pid();
    }

    /** Its companion. */
    ProcessHandle companion() {
        return eventually()
                .until(() -> process.children().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    void tell(String command) {
        try {
            Writer commands = process.outputWriter(StandardCharsets.UTF_8);
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself. */
    int awaitExit() {
        awaitEnd();
        return process.exitValue();
    }

    void awaitEnd() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<Entry> entries() {
        return read(journal)
                .lines()
                .map(line -> line.split(" "))
                .filter(f -> f.length == 4)
                .map(f -> new Entry(f[0], f[1], Long.parseLong(f[2]), Long.parseLong(f[3])))
                .toList();
    }

    /** The children that it runs by its own account. */
    Set<String> running() {
        Set<String> running = new TreeSet<>();
        for (Entry entry : entries()) {
            if (entry.event().equals("START")) {
                running.add(entry.childId());
            } else if (entry.event().equals("STOP")) {
                running.remove(entry.childId());
            }
        }
        return running;
    }

    /** How many bytes it has written to a pipe that is not read. */
    int unread() {
        try {
            return process.getInputStream().available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        return read(output);
    }

    @Override
    public void close() {
        kill();
        try {
            Files.delete(journal);
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String signal) {
        send(signal, Long.toString(process.pid()));
    }

    private static void send(String signal, String to) {
        try {
            Process kill = new ProcessBuilder("kill", signal, "--", to).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

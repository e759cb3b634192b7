package io.pogo.zk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.curator.test.InstanceSpec;

/**
 * Three servers in JVMs of their own, which call each other, and announce themselves, by names that only they can
 * resolve, as in most clusters of containers.
 */
final class NamedEnsemble implements AutoCloseable {
    static final int SERVERS = 3;

    private final Path folder;
    private final List<Integer> ports = IntStream.range(0, SERVERS)
            .mapToObj(i -> InstanceSpec.getRandomPort())
            .toList();
    private final List<String> members = new ArrayList<>();
    private final List<ServerProcess> servers = new ArrayList<>();

    NamedEnsemble(Path folder) {
        this.folder = folder;
        for (int i = 0; i < SERVERS; i++) {
            members.add("server.%d=%s:%d:%d;%s:%d"
                    .formatted(
                            i + 1,
                            name(i),
                            InstanceSpec.getRandomPort(),
                            InstanceSpec.getRandomPort(),
                            name(i),
                            ports.get(i)));
        }
        try {
            Files.writeString(hosts(), "127.0.0.1" + names() + "\n");
            for (int i = 0; i < SERVERS; i++) {
                Files.writeString(
                        Files.createDirectories(server(i).resolve("data")).resolve("myid"), "" + (i + 1));
                servers.add(launch(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers.forEach(ServerProcess::awaitServing);
    }

    /** By the address, which everybody knows. */
    String connectString() {
        return servers.stream().map(ServerProcess::connectString).collect(Collectors.joining(","));
    }

    /** Ends a server by SIGTERM and starts it anew; returns when it serves clients again. */
    void restart(int server) {
        servers.get(server).terminate();
        servers.set(server, launch(server));
        servers.get(server).awaitServing();
    }

    private ServerProcess launch(int i) {
        List<String> configuration = new ArrayList<>(List.of("initLimit=50", "syncLimit=25"));
        configuration.addAll(members);
        return ServerProcess.launch(server(i), ports.get(i), List.of("-Djdk.net.hosts.file=" + hosts()), configuration);
    }

    private Path server(int i) {
        return folder.resolve(name(i));
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    private static String names() {
        return IntStream.range(0, SERVERS).mapToObj(i -> " " + name(i)).collect(Collectors.joining());
    }

    private static String name(int i) {
        return "zookeeper-" + i + ".zookeeper-headless.invalid";
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}

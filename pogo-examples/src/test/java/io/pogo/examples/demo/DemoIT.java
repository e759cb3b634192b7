package io.pogo.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.examples.JavaProcess;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the demo as its user does, in a process of its own. */
class DemoIT {
    private static final int SERVICES = 6;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void every_child_of_the_killed_node_is_taken_over_and_nothing_is_left() throws Exception {
        List<Service> services = freeServices();
        Path file =
                write(services.stream().map(service -> service.url().toString()).toList());
        Set<ProcessHandle> nodes = new HashSet<>();
        try (ServedEndpoints served = ServedEndpoints.open(services);
                JavaProcess demo =
                        demo("--plain", "--services", file.getFileName().toString())) {
            await().atMost(LONGEST_WAIT).until(() -> {
                nodes.addAll(demo.children());
                return demo.out().stream()
                        .dropWhile(line -> !line.contains(" killed "))
                        .anyMatch(line -> line.contains(" moved "));
            });
            served.tick(Duration.ofSeconds(4), 0); // one of them fails
            await().atMost(LONGEST_WAIT).until(() -> has(demo, "down"));
            demo.interrupt();
            assertThat(demo.exitCode(LONGEST_WAIT)).isZero();
            assertThat(demo.err()).isEmpty();

            List<String[]> events =
                    demo.out().stream().map(line -> line.split(" +")).toList();
            assertThat(events)
                    .extracting(event -> event[2])
                    .contains("joined", "left", "started", "stopped", "up", "killed", "takeover");
            assertThat(ownedAtKill(events)).isNotEmpty();
            assertThat(takenOver(events)).containsAll(ownedAtKill(events));
        }
        assertThat(nodes).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void it_ends_when_its_time_is_over() throws Exception {
        Path file = write(List.of("tcp://127.0.0.1:1"));
        try (JavaProcess demo = demo("--nodes", "1", "--duration", "1s", "--services", file.toString())) {
            assertThat(demo.exitCode(LONGEST_WAIT)).isZero();
            assertThat(demo.children()).isEmpty();
        }
    }

    @Test
    void a_signal_ends_it_with_success_and_nothing_is_left() throws Exception {
        try (JavaProcess demo = demo(
                "--nodes",
                "2",
                "--services",
                write(List.of("tcp://127.0.0.1:1")).toString())) {
            await().atMost(LONGEST_WAIT).until(() -> has(demo, "down"));
            List<ProcessHandle> nodes = demo.children();
            demo.interrupt();

            assertThat(demo.exitCode(LONGEST_WAIT)).isZero();
            assertThat(demo.out()).anyMatch(line -> line.contains(" stopped "));
            assertThat(demo.out()).filteredOn(line -> line.contains(" left")).hasSize(2);
            assertThat(nodes).hasSize(2).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void nodes_do_not_outlive_their_parent() throws Exception {
        try (JavaProcess demo = demo(
                "--nodes",
                "2",
                "--services",
                write(List.of("tcp://127.0.0.1:1")).toString())) {
            await().atMost(LONGEST_WAIT).until(() -> has(demo, "down"));
            List<ProcessHandle> nodes = demo.children();
            assertThat(nodes).hasSize(2);
            demo.kill();

            await().atMost(LONGEST_WAIT).until(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--services no-such-file.txt,1,There is no services file /",
        "--services bad.txt,1,bad.txt:2: \"nonsense\" is no service",
        "--colour red,2,Unknown option \"--colour\".",
        "--nodes 99,2,--nodes is \"99\"",
        "--connect 127.0.0.1:1 --services good.txt --nodes 2,1,could not join",
    })
    void bad_input_ends_in_one_clear_sentence(String arguments, int code, String message) throws Exception {
        Files.write(folder.resolve("bad.txt"), List.of("tcp://127.0.0.1:1", "nonsense"));
        Files.write(folder.resolve("good.txt"), List.of("tcp://127.0.0.1:1"));
        try (JavaProcess demo = demo(arguments.split(" "))) {
            assertThat(demo.exitCode(LONGEST_WAIT)).isEqualTo(code);
            assertThat(demo.out()).isEmpty();
            assertThat(demo.err().get(0)).contains(message).endsWith(".");
            assertThat(demo.err()).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
            assertThat(demo.err().size() > 1).as("usage").isEqualTo(code == 2);
        }
    }

    private JavaProcess demo(String... arguments) throws Exception {
        return JavaProcess.start(folder, DemoMain.class, arguments);
    }

    private static boolean has(JavaProcess demo, String event) {
        return demo.out().stream().anyMatch(line -> line.contains(" " + event + " "));
    }

    private static Set<String> ownedAtKill(List<String[]> events) {
        Map<String, String> owners = new HashMap<>();
        for (String[] event : events) {
            switch (event[2]) {
                case "started", "moved" -> owners.put(event[3], event[1]);
                case "killed" -> {
                    owners.values().removeIf(node -> !node.equals(event[1]));
                    return owners.keySet();
                }
                default -> {}
            }
        }
        throw new AssertionError("nobody was killed");
    }

    private static Set<String> takenOver(List<String[]> events) {
        Set<String> children = new HashSet<>();
        events.stream().filter(event -> event[2].equals("takeover")).forEach(event -> children.add(event[3]));
        return children;
    }

    private Path write(List<String> lines) throws Exception {
        return Files.write(folder.resolve("services.txt"), lines);
    }

    private static List<Service> freeServices() throws Exception {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            sockets.add(new ServerSocket(0));
            services.add(Service.parse((i % 2 == 0 ? "tcp" : "http") + "://127.0.0.1:"
                    + sockets.get(i).getLocalPort()));
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return services;
    }
}

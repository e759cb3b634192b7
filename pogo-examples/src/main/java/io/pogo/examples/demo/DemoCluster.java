package io.pogo.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes' processes. */
final class DemoCluster {
    private static final Duration LONGEST_EXIT = Duration.ofSeconds(15);

    private final Map<String, NodeProcess> processes = new LinkedHashMap<>();
    private final String connect;
    private final List<Service> services;
    private final Path logs;
    private final Reporter reporter;

    DemoCluster(String connect, List<Service> services, Path logs, Reporter reporter) {
        this.connect = connect;
        this.services = services;
        this.logs = logs;
        this.reporter = reporter;
    }

    void start(String node) {
        NodeOptions options = new NodeOptions(connect, node, false, Optional.empty(), Optional.empty(), services);
        processes.put(node, NodeProcess.start(options, logs, reporter));
    }

    void kill(String node) throws InterruptedException {
        NodeProcess process = processes.remove(node);
        if (process != null) {
            process.kill();
            reporter.report(new NodeEvent(Instant.now(), node, EventType.KILLED, "", "process " + process.pid()));
        }
    }

    /** Returns how a node that the demo did not kill has ended, if one has. */
    Optional<String> failure() {
        return processes.entrySet().stream()
                .filter(entry -> !entry.getValue().isAlive())
                .map(entry -> entry.getKey() + " " + entry.getValue().ending())
                .findFirst();
    }

    /** Terminates all children through one of the nodes. */
    void terminateChildren() {
        processes.values().stream()
                .filter(NodeProcess::isAlive)
                .findFirst()
                .ifPresent(process -> process.tell(DemoNodeMain.TERMINATE));
    }

    /** Lets all nodes leave, and ends those that do not. */
    void close() throws InterruptedException {
        processes.values().forEach(NodeProcess::quit);
        for (Map.Entry<String, NodeProcess> entry : processes.entrySet()) {
            if (!entry.getValue().awaitExit(LONGEST_EXIT)) {
                entry.getValue().kill();
            }
            reporter.report(new NodeEvent(Instant.now(), entry.getKey(), EventType.LEFT, "", ""));
        }
    }
}

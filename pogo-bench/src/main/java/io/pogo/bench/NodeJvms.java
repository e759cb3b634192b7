package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The JVMs of a benchmark, by name, and the commands to them. */
final class NodeJvms {
    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of("-Xmx1g", "-Xss256k");
    private static final List<String> QUICK_JVM = List.of();

    private final Path dir;
    private final String connect;
    private final Duration session;
    private final BenchOptions options;
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> boots = new LinkedHashMap<>();
    private final Set<String> joined = new HashSet<>();

    NodeJvms(Path dir, String connect, Duration session, BenchOptions options) {
        this.dir = dir;
        this.connect = connect;
        this.session = session;
        this.options = options;
    }

    /** Starts JVMs; returns when all are ready. */
    List<NodeProcess> boot(List<String> names) throws IOException, InterruptedException {
        List<NodeProcess> booted = new ArrayList<>();
        for (String name : names) {
            booted.add(boot(name));
        }
        for (NodeProcess process : booted) {
            if (!process.awaitJoined(BOOT)) {
                throw new IllegalStateException(process.id() + " is not ready after " + BOOT + "; see " + dir);
            }
        }
        return booted;
    }

    private NodeProcess boot(String name) throws IOException {
        String process = name + "#" + boots.merge(name, 1, Integer::sum);
        Jvm jvm = Jvm.start(
                BenchNode.class,
                dir.resolve(process + ".err"),
                true,
                options.quick() ? QUICK_JVM : JVM,
                List.of(
                        process,
                        connect,
                        dir.resolve(process + Evidence.CHILDREN).toString(),
                        Long.toString(session.toMillis()),
                        Long.toString(options.rebalanceDelay().toMillis()),
                        options.ownership()));
        NodeProcess node = NodeProcess.of(process, jvm);
        nodes.put(name, node);
        return node;
    }

    /** Lets each JVM join as one node of its own name, all at the same time; returns when the first began. */
    long join(List<NodeProcess> processes) throws InterruptedException {
        return join("join ", processes);
    }

    /** The same, with a crash companion for each. */
    long joinWithCompanions(List<NodeProcess> processes) throws InterruptedException {
        return join("join-with-companion ", processes);
    }

    private long join(String verb, List<NodeProcess> processes) throws InterruptedException {
        processes.forEach(process -> joined.add(process.id()));
        return began(askAll(processes.stream()
                .map(process -> process.call(
                        verb + process.id().substring(0, process.id().indexOf('#'))))
                .toList()));
    }

    boolean hasJoined(NodeProcess node) {
        return joined.contains(node.id());
    }

    NodeProcess node(String name) {
        NodeProcess node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no JVM " + name);
        }
        return node;
    }

    /** All that there are, in the order in which they were named first. */
    List<NodeProcess> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Returns whether the JVMs are exactly these, in this order, and all of them have joined and are alive. */
    boolean isWhole(List<String> names) {
        return List.copyOf(nodes.keySet()).equals(names) && nodes().stream().allMatch(NodeProcess::hasJoined);
    }

    Answer ask(String name, String command) throws InterruptedException {
        return askAll(List.of(node(name).call(command))).get(0);
    }

    /** Gives a command to each JVM, by its number from 0 on; returns when the first began. */
    long tellAll(IntFunction<String> commands) throws InterruptedException {
        List<NodeProcess> all = nodes();
        return began(askAll(IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).call(commands.apply(i)))
                .toList()));
    }

    List<Answer> askAll(List<CompletableFuture<String>> calls) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (CompletableFuture<String> call : calls) {
            try {
                answers.add(Answer.parse(call.get(Testbed.MOST.toMillis(), TimeUnit.MILLISECONDS)));
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("no answer", e);
            }
        }
        return answers;
    }

    private static long began(List<Answer> answers) {
        return answers.stream().mapToLong(Answer::began).min().orElse(0);
    }

    void end() {
        nodes.values().forEach(node -> node.jvm().end());
    }
}

package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.zookeeper.ZooKeeper;

/** What a benchmark runs on: a ZooKeeper server and nodes, each a JVM of its own, and what the children have logged. */
final class Stage implements Closeable {
    /** After so long a benchmark is given up. */
    static final Duration MOST = Duration.ofMinutes(8);

    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of("-Xmx1g", "-Xss256k", "-XX:TieredStopAtLevel=4");
    private static final List<String> QUICK_JVM = List.of();

    private final Path dir;
    private final Duration session;
    private final BenchOptions options;
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> boots = new LinkedHashMap<>();
    final BenchServer server;
    final RunLog log;

    private Stage(Path dir, Duration session, BenchOptions options, BenchServer server) {
        this.dir = dir;
        this.session = session;
        this.options = options;
        this.server = server;
        this.log = new RunLog(dir);
    }

    static Stage open(Bench bench) throws IOException, InterruptedException {
        return open(bench, bench.options().session());
    }

    static Stage open(Bench bench, Duration session) throws IOException, InterruptedException {
        Path dir = Files.createDirectories(bench.nextDir());
        return new Stage(dir, session, bench.options(), BenchServer.start(dir, new Ports().free()));
    }

    /** A stage with three nodes that have joined. */
    static Stage ofThree(Bench bench) throws IOException, InterruptedException {
        Stage stage = open(bench);
        try {
            List<NodeProcess> three = stage.boot(BenchNode.class, names("n", 3));
            stage.join(three);
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    /** Starts JVMs; returns when all are ready. */
    List<NodeProcess> boot(Class<?> main, List<String> names) throws IOException, InterruptedException {
        List<NodeProcess> booted = new ArrayList<>();
        for (String name : names) {
            booted.add(boot(main, name));
        }
        for (NodeProcess process : booted) {
            if (!process.awaitJoined(BOOT)) {
                throw new IllegalStateException(process.id() + " is not ready after " + BOOT + "; see " + dir);
            }
        }
        return booted;
    }

    private NodeProcess boot(Class<?> main, String name) throws IOException {
        String process = name + "#" + boots.merge(name, 1, Integer::sum);
        Jvm jvm = Jvm.start(
                main,
                dir.resolve(process + ".err"),
                true,
                options.quick() ? QUICK_JVM : JVM,
                List.of(
                        process,
                        server.connectString(),
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
        return askAll(processes.stream()
                        .map(process -> process.call(
                                "join " + process.id().substring(0, process.id().indexOf('#'))))
                        .toList())
                .stream()
                .mapToLong(Answer::began)
                .min()
                .orElseThrow();
    }

    NodeProcess node(String name) {
        NodeProcess node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no JVM " + name);
        }
        return node;
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes.values());
    }

    Answer ask(String name, String command) throws InterruptedException {
        return askAll(List.of(node(name).call(command))).get(0);
    }

    List<Answer> askAll(List<CompletableFuture<String>> calls) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (CompletableFuture<String> call : calls) {
            try {
                answers.add(Answer.parse(call.get(MOST.toMillis(), TimeUnit.MILLISECONDS)));
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("no answer", e);
            }
        }
        return answers;
    }

    /** Has children started by one call on the first node, and waits until all run; returns the seconds from the call on. */
    double run(int children) throws IOException, InterruptedException {
        return run("start-all", 0, children, BenchChildren.BLOCKING);
    }

    /** The same with another way to start them, or when some run already. */
    double run(String verb, int first, int children, String type) throws IOException, InterruptedException {
        Answer answer = ask("n1", verb + " " + first + " " + children + " " + type);
        log.awaitRunning(first + children, MOST);
        return (log.last(answer.began(), ChildLine.Event.START) - answer.began()) / 1e9;
    }

    /** Waits until no run has begun for as long as membership must be quiet before children are moved, and a moment more. */
    void awaitQuiet() throws IOException, InterruptedException {
        long quiet = options.rebalanceDelay().toNanos() * 3 / 2;
        log.await(() -> System.nanoTime() - log.lastStart() > quiet, MOST, () -> "children are still started");
    }

    /** SIGKILL; returns when. */
    long kill(String name) throws IOException, InterruptedException {
        NodeProcess node = node(name);
        long at = System.nanoTime();
        node.jvm().kill();
        log.died(node.id(), at);
        return at;
    }

    Duration session() {
        return session;
    }

    /** A client of the benchmark's own. */
    ZooKeeper client() throws IOException {
        return new ZooKeeper(server.connectString(), (int) session.toMillis(), event -> {});
    }

    @Override
    public void close() {
        nodes.values().forEach(node -> node.jvm().end());
        server.close();
    }
}

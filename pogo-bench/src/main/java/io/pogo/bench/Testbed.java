package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.zookeeper.ZooKeeper;

/**
 * The environment of a benchmark: a ZooKeeper server and nodes, each a JVM of its own, and the logs of the children.
 */
final class Testbed implements Closeable {
    /** The time after which a benchmark is given up. */
    static final Duration MOST = Duration.ofMinutes(8);

    private static final List<String> THREE = names("n", 3);
    private static final List<String> SERVER_JVM = List.of("-Xmx2g");
    private static final List<String> QUICK_SERVER_JVM = List.of();

    private static final int WARM_UP = 1_000;
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final Bench bench;
    private final Duration session;
    private boolean reusable = true;
    final BenchServer server;
    final NodeJvms crew;
    final RunLog log;

    private Testbed(Bench bench, Duration session, Path dir, BenchServer server) {
        this.bench = bench;
        this.session = session;
        this.server = server;
        this.crew = new NodeJvms(dir, server.connectString(), session, bench.options());
        this.log = new RunLog(dir);
    }

    /** A stage with a server alone. */
    static Testbed open(Bench bench) throws IOException, InterruptedException {
        return open(bench, bench.options().session());
    }

    static Testbed open(Bench bench, Duration session) throws IOException, InterruptedException {
        Path dir = Files.createDirectories(bench.nextDir());
        List<String> jvm = bench.options().quick() ? QUICK_SERVER_JVM : SERVER_JVM;
        return new Testbed(bench, session, dir, BenchServer.start(dir, new Ports().free(), jvm));
    }

    /**
     * A stage with three JVMs in which no node has joined; in a quick run one that is left over, where nodes may have.
     */
    static Testbed ofThreeJvms(Bench bench) throws IOException, InterruptedException {
        Optional<Testbed> leftOver = bench.takeLeftOver();
        if (leftOver.isPresent()) {
            return leftOver.get();
        }
        Testbed stage = open(bench);
        try {
            stage.crew.boot(THREE);
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.end();
            throw e;
        }
    }

    /** A stage with three nodes that have joined. */
    static Testbed ofThree(Bench bench) throws IOException, InterruptedException {
        Testbed stage = ofThreeJvms(bench);
        try {
            stage.joinRest();
            return stage;
        } catch (RuntimeException e) {
            stage.end();
            throw e;
        }
    }

    /** A stage with three nodes that have joined, each with a crash companion. It is not left over. */
    static Testbed ofThreeWithCompanions(Bench bench, Duration session) throws IOException, InterruptedException {
        Testbed stage = open(bench, session);
        stage.reusable = false;
        try {
            stage.crew.boot(THREE);
            stage.crew.joinWithCompanions(stage.crew.nodes());
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.end();
            throw e;
        }
    }

    /** Returns the number of children that run on a stage before it is measured; none in a quick run. */
    static int warmUp(Bench bench, int children) {
        return bench.options().quick() ? 0 : Math.min(WARM_UP, children);
    }

    /** Has children run and be gone again, so that no JVM does for the first time what is measured next. */
    void warmUp(int children) throws IOException, InterruptedException {
        int some = warmUp(bench, children);
        if (some > 0) {
            run(some);
            crew.ask("n1", "terminate-all 0 " + some);
            log.awaitRunning(0, MOST);
            settle();
        }
    }

    /** Waits until children that have ended are also cleaned up. */
    static void settle() throws InterruptedException {
        Thread.sleep(SETTLE.toMillis());
    }

    /** Lets those JVMs join that have not. */
    void joinRest() throws InterruptedException {
        crew.join(crew.nodes().stream().filter(node -> !crew.hasJoined(node)).toList());
    }

    static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    Duration session() {
        return session;
    }

    /**
     * Has children started by one call on the first node, and waits until all run; returns the seconds from the call
     * on.
     */
    double run(int children) throws IOException, InterruptedException {
        return run("start-all", 0, children, BenchChildren.BLOCKING);
    }

    /** The same with another way to start them, or when some run already. */
    double run(String verb, int first, int children, String type) throws IOException, InterruptedException {
        Answer answer = crew.ask("n1", verb + " " + first + " " + children + " " + type);
        log.awaitRunning(first + children, MOST);
        return (log.last(answer.began(), ChildLine.Event.START) - answer.began()) / 1e9;
    }

    /**
     * Waits until no run has begun for as long as membership must be quiet before children are moved, and a moment
     * more.
     */
    void awaitQuiet() throws IOException, InterruptedException {
        long quiet = bench.options().rebalanceDelay().toNanos() * 3 / 2;
        log.await(() -> System.nanoTime() - log.lastStart() > quiet, MOST, () -> "children are still started");
    }

    /** SIGKILL; returns when. */
    long kill(String name) throws IOException, InterruptedException {
        NodeProcess node = crew.node(name);
        long at = System.nanoTime();
        node.jvm().kill();
        log.died(node.id(), at);
        return at;
    }

    /** A client of the benchmark's own. */
    ZooKeeper client() throws IOException {
        return new ZooKeeper(server.connectString(), (int) session.toMillis(), event -> {});
    }

    /** Ends it; after a benchmark of a quick run it is left to the next one, if it is whole and can be cleared. */
    @Override
    public void close() throws IOException {
        if (!reusable
                || !bench.options().quick()
                || !crew.isWhole(THREE)
                || !session.equals(bench.options().session())) {
            end();
            return;
        }
        try {
            crew.tellAll(jvm -> "close-latches");
            if (crew.hasJoined(crew.node("n1"))) {
                crew.ask("n1", "terminate-all 0 " + log.children());
            }
            log.awaitRunning(0, MOST);
            bench.leaveOver(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    void end() {
        crew.end();
        server.close();
    }
}

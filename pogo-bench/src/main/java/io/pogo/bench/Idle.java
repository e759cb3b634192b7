package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cost of children that run while nothing happens. */
final class Idle implements Benchmark {
    /** Threads that have nothing to do end after 10 seconds. */
    private static final Duration SETTLE = Duration.ofSeconds(15);

    /** A node proves its session so often in the session timeout, by a transaction; nothing else is written. */
    private static final int PROOFS = 6;

    private static final Duration WATCH = Duration.ofSeconds(60);
    private static final Duration QUICK = Duration.ofSeconds(3);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        boolean quick = bench.options().quick();
        Duration settle = quick ? Duration.ZERO : SETTLE;
        try (Testbed stage = Testbed.ofThreeJvms(bench)) {
            double empty = emptyJvm(stage, quick ? QUICK : SETTLE);
            stage.joinRest();
            Thread.sleep(settle.toMillis());
            long threads = threads(stage.crew.nodes());
            int running = 0;
            for (int children : bench.sizes(1_000, 10_000)) {
                stage.run("start-all", running, children - running, BenchChildren.BLOCKING);
                running = children;
                Thread.sleep(settle.toMillis());
                double perChild = (threads(stage.crew.nodes()) - threads) / (double) children;
                watch(bench, stage, children, quick ? QUICK : WATCH, perChild, empty);
            }
        }
    }

    /** Returns the CPU use of a JVM in which no node has joined. In a quick run a node may be left over from before. */
    private static double emptyJvm(Testbed stage, Duration time) throws IOException, InterruptedException {
        List<NodeProcess> nodes = stage.crew.nodes();
        Thread.sleep(time.toMillis() / 3);
        Map<Path, Long> cpu = cpuNanos(nodes);
        long began = System.nanoTime();
        Thread.sleep(time.toMillis());
        return cpuPercent(nodes, cpu, System.nanoTime() - began);
    }

    private static double cpuPercent(List<NodeProcess> nodes, Map<Path, Long> before, long nanos) throws IOException {
        long used = cpuNanos(nodes).entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
        return used * 100.0 / nanos / nodes.size();
    }

    private static void watch(
            Bench bench, Testbed stage, int children, Duration time, double threadsPerChild, double emptyJvm)
            throws IOException, InterruptedException {
        bench.progress(children + " children for " + time.toSeconds() + " s");
        List<NodeProcess> nodes = stage.crew.nodes();
        long zxid = stage.server.zxid();
        long packets = stage.server.packets();
        Map<Path, Long> cpu = cpuNanos(nodes);
        long began = System.nanoTime();
        Thread.sleep(time.toMillis());
        long nanos = System.nanoTime() - began;
        double seconds = nanos / 1e9;
        double cpuPercent = cpuPercent(nodes, cpu, nanos);
        double requests = (stage.server.packets() - packets - 1) / seconds;
        bench.report(bench.figures()
                .with("children", children)
                .with("zkWritesPerSecond", (stage.server.zxid() - zxid) / seconds, proofs(stage, seconds))
                .with("zkRequestsPerSecond", requests, Budget.atMost(2 * nodes.size()))
                .with("cpuPercentPerNode", cpuPercent, Budget.atMost(0.5))
                .with("emptyJvmCpuPercent", emptyJvm)
                .with("threadsPerChild", Math.round(threadsPerChild * 100) / 100.0, Budget.atMost(1)));
    }

    private static Budget proofs(Testbed stage, double seconds) {
        double ofOneNode = 1 + seconds * PROOFS * 1_000 / stage.session().toMillis();
        return Budget.atMost(stage.crew.nodes().size() * ofOneNode / seconds);
    }

    /**
     * Returns the CPU time of each thread as counted by the scheduler. The time of a process is sampled at each tick,
     * which makes it a matter of chance for short work.
     */
    private static Map<Path, Long> cpuNanos(List<NodeProcess> nodes) throws IOException {
        Map<Path, Long> nanos = new HashMap<>();
        for (NodeProcess node : nodes) {
            for (Path thread : threadsOf(node)) {
                nanos.put(thread, cpuNanos(thread));
            }
        }
        return nanos;
    }

    private static List<Path> threadsOf(NodeProcess node) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(node.jvm().process().pid()), "task");
        try (Stream<Path> found = Files.list(tasks)) {
            return found.toList();
        }
    }

    private static long cpuNanos(Path thread) throws IOException {
        try {
            String counts = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(counts.substring(0, counts.indexOf(' ')));
        } catch (NoSuchFileException e) {
            return 0; // it has ended
        }
    }

    private static long threads(List<NodeProcess> nodes) throws IOException {
        long threads = 0;
        for (NodeProcess node : nodes) {
            Path status = Path.of("/proc", Long.toString(node.jvm().process().pid()), "status");
            threads += Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("Threads:"))
                    .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
                    .sum();
        }
        return threads;
    }
}

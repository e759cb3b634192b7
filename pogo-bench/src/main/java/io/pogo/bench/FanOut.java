package io.pogo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The number of requests that ZooKeeper receives for the start of one child, by the number of nodes in the scope. The
 * requests that the nodes send anyway are measured before, and subtracted.
 */
final class FanOut implements Benchmark {
    private static final int JVMS = 3;
    private static final int CHILDREN = 200;
    private static final int QUICK_CHILDREN = 20;

    /** Long, so that the nodes send little by themselves. */
    private static final Duration SESSION = Duration.ofSeconds(40);

    private static final Duration BACKGROUND = Duration.ofSeconds(10);
    private static final Duration QUICK_BACKGROUND = Duration.ofSeconds(2);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        double few = 0;
        for (int nodes : bench.options().quick() ? List.of(6) : List.of(3, 10, 30)) {
            double packets = measure(bench, nodes);
            few = few == 0 ? packets : few;
            bench.report(bench.figures()
                    .with("nodes", nodes)
                    .with("packetsPerChild", packets, nodes == 3 ? null : Budget.atMost(few * 1.2)));
        }
    }

    private static double measure(Bench bench, int nodes) throws IOException, InterruptedException {
        boolean quick = bench.options().quick();
        int children = quick ? QUICK_CHILDREN : CHILDREN;
        try (Testbed stage = Testbed.open(bench, SESSION)) {
            List<NodeProcess> jvms = stage.crew.boot(Testbed.names("n", JVMS));
            List<CompletableFuture<String>> joins = new ArrayList<>();
            for (int jvm = 0; jvm < JVMS; jvm++) {
                joins.add(jvms.get(jvm).call("join " + String.join(" ", share(nodes, jvm))));
            }
            stage.crew.askAll(joins);
            start(stage, 0, children);
            double before = rate(stage, quick ? QUICK_BACKGROUND : BACKGROUND);
            long packets = stage.server.packets();
            long began = System.nanoTime();
            start(stage, children, children);
            double seconds = (System.nanoTime() - began) / 1e9;
            return (stage.server.packets() - packets - 1 - before * seconds) / children;
        }
    }

    private static List<String> share(int nodes, int jvm) {
        return Testbed.names("n", nodes).stream()
                .filter(name -> Integer.parseInt(name.substring(1)) % JVMS == (jvm + 1) % JVMS)
                .toList();
    }

    private static void start(Testbed stage, int first, int count) throws IOException, InterruptedException {
        for (int i = first; i < first + count; i++) {
            stage.crew.ask("n1", "start-each " + i + " 1 " + BenchChildren.BLOCKING);
            stage.log.awaitRunning(i + 1, Testbed.MOST);
        }
    }

    private static double rate(Testbed stage, Duration time) throws InterruptedException {
        long packets = stage.server.packets();
        Thread.sleep(time.toMillis());
        return (stage.server.packets() - packets - 1) / (time.toMillis() / 1e3);
    }
}

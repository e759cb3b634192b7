package io.pogo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;

/** A hundred nodes and a hundred thousand children. The planner and the node that is killed have JVMs of their own. */
final class Scale implements Benchmark {
    private static final int NODES = 100;
    private static final int QUICK_NODES = 6;

    /** Long, so that sessions outlive the load of a hundred nodes on one machine. */
    private static final Duration SESSION = Duration.ofSeconds(30);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        int nodes = bench.options().quick() ? QUICK_NODES : NODES;
        for (int children : bench.sizes(100_000)) {
            try (Testbed stage = bench.options().quick() ? Testbed.open(bench) : Testbed.open(bench, SESSION)) {
                join(stage, nodes);
                bench.progress(nodes + " nodes have joined");
                double seconds = stage.run("start-all", 0, children, BenchChildren.PAIR);
                bench.progress(children + " children run after " + seconds + " s");
                Figures figures = bench.figures()
                        .with("seconds", seconds, Budget.atMost(bench.options().claims() ? 60 : 240))
                        .with("plannerHeapMb", heap(stage, "n1"), Budget.atMost(512))
                        .with("nodeHeapMb", heap(stage, "n2"));
                bench.report(figures.with("failoverExcessMs", failover(stage, children), Budget.atMost(2_000)));
            }
        }
    }

    /** The first two alone, the others in two JVMs. */
    private static void join(Testbed stage, int nodes) throws IOException, InterruptedException {
        List<NodeProcess> jvms = stage.crew.boot(Testbed.names("n", 4));
        List<String> names = Testbed.names("n", nodes);
        int half = 2 + (nodes - 2) / 2;
        stage.crew.ask("n1", "join n1");
        List<CompletableFuture<String>> joins = List.of(
                jvms.get(1).call("join n2"),
                jvms.get(2).call("join " + String.join(" ", names.subList(2, half))),
                jvms.get(3).call("join " + String.join(" ", names.subList(half, nodes))));
        stage.crew.askAll(joins);
    }

    private static double heap(Testbed stage, String name) throws InterruptedException {
        return Double.parseDouble(stage.crew.ask(name, "heap").result());
    }

    private static double failover(Testbed stage, int children)
            throws IOException, InterruptedException, KeeperException {
        try (Expiry expiry = Expiry.of(stage, "n2")) {
            long killed = stage.kill("n2");
            long expired = expiry.await();
            stage.log.awaitRunning(children, Testbed.MOST);
            return (stage.log.last(killed, ChildLine.Event.START) - expired) / 1e6;
        }
    }
}

package io.pogo.bench;

import java.io.IOException;
import org.apache.zookeeper.KeeperException;

/** One of three nodes is killed: the planner, and another. */
final class CrashFailover implements Benchmark {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        for (int children : bench.sizes(1_000)) {
            measure(bench, children, "n3", bench.figures());
            if (!bench.options().quick()) {
                measure(bench, children, "n1", Figures.of("crash-failover-of-the-planner"));
            }
        }
    }

    private static void measure(Bench bench, int children, String victim, Figures figures)
            throws IOException, InterruptedException, KeeperException {
        try (Stage stage = Stage.ofThree(bench)) {
            stage.run(children);
            try (Expiry expiry = Expiry.of(stage, victim)) {
                int lost = stage.log.running(stage.node(victim).id());
                long killed = stage.kill(victim);
                bench.progress("killed " + victim + " with " + lost + " children");
                long expired = expiry.await();
                stage.log.awaitRunning(children, Stage.MOST);
                report(bench, figures.with("lost", lost), stage.log, killed, expired);
            }
        }
    }

    private static void report(Bench bench, Figures figures, RunLog log, long killed, long expired) {
        long first = log.since(killed, ChildLine.Event.START).stream()
                .mapToLong(ChildLine::nanos)
                .min()
                .orElseThrow();
        long last = log.last(killed, ChildLine.Event.START);
        bench.report(figures.with("sessionTimeoutMs", (double) Stage.SESSION.toMillis())
                .with("expiryMs", (expired - killed) / 1e6)
                .with("firstExcessMs", (first - expired) / 1e6)
                .with("lastExcessMs", (last - expired) / 1e6, Budget.atMost(500))
                .with("lastMs", (last - killed) / 1e6)
                .with("companion", false));
    }
}

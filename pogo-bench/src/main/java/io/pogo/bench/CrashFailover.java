package io.pogo.bench;

import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** One of three nodes is killed: the planner, and another. */
final class CrashFailover implements Benchmark {
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        List<Integer> sizes = bench.options().claims() ? bench.sizes(FEW, MANY) : bench.sizes(FEW);
        for (int children : sizes) {
            measure(bench, children, false, bench.figures());
            if (!bench.options().quick()) {
                measure(bench, children, true, Figures.of("crash-failover-of-the-planner"));
            }
        }
    }

    private static void measure(Bench bench, int children, boolean ofPlanner, Figures figures)
            throws IOException, InterruptedException, KeeperException {
        try (Stage stage = Stage.ofThree(bench)) {
            stage.run(children);
            String planner = Expiry.planner(stage);
            String victim = ofPlanner ? planner : planner.equals("n3") ? "n2" : "n3";
            try (Expiry expiry = Expiry.of(stage, victim)) {
                int lost = stage.log.running(stage.crew.node(victim).id());
                long killed = stage.kill(victim);
                bench.progress("killed " + victim + " with " + lost + " children");
                long expired = expiry.await();
                stage.log.awaitRunning(children, Stage.MOST);
                Budget budget = budget(bench.options().claims(), children);
                bench.report(figures.with("lost", lost)
                        .with("sessionTimeoutMs", (double) stage.session().toMillis())
                        .with("expiryMs", (expired - killed) / 1e6)
                        .with("firstExcessMs", (stage.log.firstStart(killed) - expired) / 1e6)
                        .with("lastExcessMs", (stage.log.last(killed, ChildLine.Event.START) - expired) / 1e6, budget)
                        .with("lastMs", (stage.log.last(killed, ChildLine.Event.START) - killed) / 1e6)
                        .with("companion", false));
            }
        }
    }

    private static @Nullable Budget budget(boolean claims, int children) {
        return switch (children) {
            case FEW -> Budget.atMost(500);
            case MANY -> claims ? Budget.atMost(300) : null;
            default -> null;
        };
    }
}

package io.pogo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * The kill of one of three nodes: the planner, another one, and another one that has a crash companion, with Pogo's own
 * session timeout.
 */
final class CrashFailover implements Benchmark {
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;
    private static final Duration POGOS_SESSION = Duration.ofSeconds(10);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        boolean quick = bench.options().quick();
        List<Integer> sizes = bench.options().claims() ? bench.sizes(FEW, MANY) : bench.sizes(FEW);
        for (int children : sizes) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                measure(bench, stage, children, false);
            }
            if (!quick) {
                try (Testbed stage = Testbed.ofThree(bench)) {
                    measure(bench, stage, children, true);
                }
            }
            try (Testbed stage =
                    Testbed.ofThreeWithCompanions(bench, quick ? BenchOptions.QUICK_SESSION : POGOS_SESSION)) {
                measureWithCompanion(bench, stage, children);
            }
        }
    }

    private static void measure(Bench bench, Testbed stage, int children, boolean ofPlanner)
            throws IOException, InterruptedException, KeeperException {
        Figures figures = ofPlanner ? Figures.of("crash-failover-of-the-planner") : bench.figures();
        stage.run(children);
        String planner = Expiry.planner(stage);
        String victim = ofPlanner ? planner : other(planner);
        Kill kill = kill(bench, stage, victim, children);
        bench.report(kill.into(figures, stage)
                .with("firstExcessMs", millis(stage.log.firstStart(kill.at) - kill.expired))
                .with(
                        "lastExcessMs",
                        millis(kill.last - kill.expired),
                        budget(bench.options().claims(), children))
                .with("lastMs", millis(kill.last - kill.at))
                .with("companion", false));
    }

    private static void measureWithCompanion(Bench bench, Testbed stage, int children)
            throws IOException, InterruptedException, KeeperException {
        stage.run(children);
        String victim = other(Expiry.planner(stage));
        Companions.Use use =
                Companions.idle(stage.crew.node(victim), bench.options().quick());
        Kill kill = kill(bench, stage, victim, children);
        Budget last = Budget.atMost(bench.options().claims() ? 400 : 700).onlyIf(children == FEW);
        bench.report(kill.into(bench.figures(), stage)
                .with(
                        "firstMs",
                        millis(stage.log.firstStart(kill.at) - kill.at),
                        Budget.atMost(300).onlyIf(children == FEW))
                .with("lastMs", millis(kill.last - kill.at), last)
                .with("companion", true)
                .with("companionMb", use.megabytes(), Budget.atMost(45))
                .with("companionCpuPercent", use.cpuPercent(), Budget.atMost(0.1)));
    }

    private static Kill kill(Bench bench, Testbed stage, String victim, int children)
            throws IOException, InterruptedException, KeeperException {
        try (Expiry expiry = Expiry.of(stage, victim)) {
            int lost = stage.log.running(stage.crew.node(victim).id());
            Traffic before = Traffic.of(stage.server);
            long killed = stage.kill(victim);
            bench.progress("killed " + victim + " with " + lost + " children");
            long expired = expiry.await();
            stage.log.awaitRunning(children, Testbed.MOST);
            Traffic traffic = Traffic.of(stage.server).since(before);
            return new Kill(lost, killed, expired, stage.log.last(killed, ChildLine.Event.START), traffic);
        }
    }

    private static String other(String planner) {
        return planner.equals("n3") ? "n2" : "n3";
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static @Nullable Budget budget(boolean claims, int children) {
        return switch (children) {
            case FEW -> Budget.atMost(500);
            case MANY -> claims ? Budget.atMost(300) : null;
            default -> null;
        };
    }

    /**
     * The number of children that were lost, the times of the kill, of the node's expiry in ZooKeeper and of the start
     * of the last child elsewhere, and the server's work in between, that of the proofs included.
     */
    private record Kill(int lost, long at, long expired, long last, Traffic traffic) {
        Figures into(Figures figures, Testbed stage) {
            return figures.with("lost", lost)
                    .with("packetsPerChild", traffic.packets(lost))
                    .with("transactionsPerChild", traffic.transactions(lost))
                    .with("sessionTimeoutMs", (double) stage.session().toMillis())
                    .with("expiryMs", millis(expired - at));
        }
    }
}

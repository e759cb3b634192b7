package io.pogo.bench;

import java.io.IOException;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Many children at once on three nodes, by one call and by a call for each, next to what Curator's latches alone take.
 */
final class BulkStart implements Benchmark {
    private static final int FEW = 1_000;

    /** The number of children from which on the speedup over the naive recipe has a budget. */
    private static final int MANY = 10_000;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        for (int children : bench.sizes(FEW, MANY)) {
            measure(bench, "start-all", children, bench.figures());
            if (!bench.options().quick()) {
                measure(bench, "start-each", children, Figures.of("bulk-start-by-single-calls"));
            }
        }
    }

    private static void measure(Bench bench, String verb, int children, Figures figures)
            throws IOException, InterruptedException, KeeperException {
        Yardsticks.Cost bare = bench.yardsticks().bare(children);
        double naive = bench.yardsticks().naive(children).seconds();
        bench.progress(children + " children by " + verb);
        try (Testbed stage = Testbed.ofThree(bench)) {
            stage.warmUp(children);
            Traffic before = Traffic.of(stage.server);
            double seconds = stage.run(verb, 0, children, BenchChildren.BLOCKING);
            Traffic traffic = Traffic.of(stage.server).since(before);
            boolean bulk = verb.equals("start-all");
            bench.report(figures.with("children", children)
                    .with("seconds", seconds, bulk && bench.options().claims() ? withClaims(children) : null)
                    .with(
                            "packetsPerChild",
                            traffic.packets(children),
                            bulk && bench.options().claims() ? Budget.atMost(3.5) : null)
                    .with("transactionsPerChild", traffic.transactions(children))
                    .with("bareLatchSeconds", bare.seconds())
                    .with("barePacketsPerChild", bare.packets())
                    .with("ratio", seconds / bare.seconds(), bulk ? Budget.atMost(1.6) : null)
                    .with("naiveSeconds", naive)
                    .with("speedup", naive / seconds, bulk && children >= MANY ? Budget.atLeast(2) : null));
        }
    }

    private static @Nullable Budget withClaims(int children) {
        return switch (children) {
            case FEW -> Budget.atMost(0.4);
            case MANY -> Budget.atMost(2.5);
            default -> null;
        };
    }
}

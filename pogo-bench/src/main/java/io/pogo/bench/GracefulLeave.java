package io.pogo.bench;

import java.io.IOException;

/** The close of one of three nodes. */
final class GracefulLeave implements Benchmark {
    private static final String LEAVER = "n3";
    private static final int FEW = 1_000;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (int children : bench.sizes(FEW)) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                stage.run(children);
                NodeProcess leaver = stage.crew.node(LEAVER);
                long began = System.nanoTime();
                leaver.leave();
                stage.log.await(
                        () -> stage.log.running(leaver.id()) == 0 && stage.log.running() == children,
                        Testbed.MOST,
                        () -> stage.log.running() + " run, " + stage.log.running(leaver.id()) + " of them there");
                leaver.jvm().awaitExit(Testbed.MOST.toMillis());
                report(bench, children, Moves.since(began, stage.log.runs()), began);
            }
        }
    }

    private static void report(Bench bench, int children, Moves moves, long began) {
        bench.report(bench.figures()
                .with("moved", moves.moves())
                .with("gapP50Ms", moves.gapMillis(50))
                .with("gapP99Ms", moves.gapMillis(99), Budget.atMost(100).onlyIf(children == FEW))
                .with(
                        "totalMs",
                        (moves.last() - began) / 1e6,
                        Budget.atMost(1_500).onlyIf(children == FEW))
                .with("overlaps", moves.overlaps(), Budget.exactly(0)));
    }
}

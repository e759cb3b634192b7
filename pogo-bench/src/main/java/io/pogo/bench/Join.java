package io.pogo.bench;

import java.io.IOException;
import java.util.List;

/** A fourth node joins three. */
final class Join implements Benchmark {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (int children : bench.sizes(1_000)) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                stage.run(children);
                long began = System.nanoTime();
                NodeProcess joiner = stage.crew.boot(List.of("n4")).get(0);
                stage.crew.join(List.of(joiner));
                int ideal = children / 4;
                bench.progress("joined");
                stage.log.await(
                        () -> stage.log.running(joiner.id()) >= ideal && stage.log.running() == children,
                        Testbed.MOST,
                        () -> stage.log.running(joiner.id()) + " of " + ideal + " run there");
                stage.awaitQuiet();
                Moves moves = Moves.since(began, stage.log.runs());
                bench.report(bench.figures()
                        .with("moved", moves.moves(), Budget.exactly(ideal))
                        .with("ideal", ideal)
                        .with("gapP99Ms", moves.gapMillis(99))
                        .with("overlaps", moves.overlaps(), Budget.exactly(0)));
            }
        }
    }
}

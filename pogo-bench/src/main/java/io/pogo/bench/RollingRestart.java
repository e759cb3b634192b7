package io.pogo.bench;

import java.io.IOException;
import java.util.List;

/**
 * Three nodes, one after the other, are closed and started again as soon as they are gone; balanced again at the end.
 */
final class RollingRestart implements Benchmark {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (int children : bench.sizes(300)) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                stage.run(children);
                long began = System.nanoTime();
                for (String name : Testbed.names("n", 3)) {
                    restart(stage, name);
                    bench.progress("restarted " + name);
                }
                int least = children / 3;
                stage.log.await(
                        () -> stage.log.running() == children
                                && stage.crew.nodes().stream().allMatch(node -> stage.log.running(node.id()) >= least),
                        Testbed.MOST,
                        () -> "not balanced");
                stage.awaitQuiet();
                Moves moves = Moves.since(began, stage.log.runs());
                bench.report(bench.figures()
                        .with("movesPerChild", moves.moves() / (double) children, Budget.atMost(1.7))
                        .with("gapP99Ms", moves.gapMillis(99)));
            }
        }
    }

    private static void restart(Testbed stage, String name) throws IOException, InterruptedException {
        NodeProcess old = stage.crew.node(name);
        old.leave();
        if (!old.jvm().awaitExit(Testbed.MOST.toMillis())) {
            throw new IllegalStateException(old.id() + " does not end");
        }
        stage.crew.join(stage.crew.boot(List.of(name)));
    }
}

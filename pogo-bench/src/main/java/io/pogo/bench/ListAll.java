package io.pogo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The listing of all children of the scope: the median of some calls. */
final class ListAll implements Benchmark {
    private static final int CALLS = 5;
    private static final int MANY = 10_000;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (int children : bench.sizes(1_000, MANY)) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                stage.run(children);
                List<Long> nanos = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                    Answer answer = stage.crew.ask("n2", "list");
                    if (Integer.parseInt(answer.result()) != children) {
                        throw new IllegalStateException(answer.result() + " of " + children + " are listed");
                    }
                    nanos.add(answer.ended() - answer.began());
                }
                bench.report(bench.figures()
                        .with("children", children)
                        .with(
                                "ms",
                                Percentile.millis(nanos, 50),
                                Budget.atMost(1_000).onlyIf(children <= MANY)));
            }
        }
    }
}

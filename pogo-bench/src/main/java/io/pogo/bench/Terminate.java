package io.pogo.bench;

import java.io.IOException;

/** Many children terminated by one call: until the last has ended. */
final class Terminate implements Benchmark {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        for (int children : bench.sizes(1_000, 10_000)) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                double start = stage.run(children);
                Answer answer = stage.crew.ask("n1", "terminate-all 0 " + children);
                stage.log.awaitRunning(0, Testbed.MOST);
                double seconds = (stage.log.last(answer.began(), ChildLine.Event.END) - answer.began()) / 1e9;
                bench.report(bench.figures().with("children", children).with("seconds", seconds, Budget.atMost(start)));
            }
        }
    }
}

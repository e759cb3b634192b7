package io.pogo.bench;

import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/**
 * The start of three nodes when all nodes are gone and their children are still wanted. Measured from the first node's
 * start to the last child's.
 */
final class ColdStart implements Benchmark {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        for (int children : bench.sizes(10_000)) {
            try (Testbed stage = Testbed.ofThree(bench)) {
                double bulk = stage.run(children);
                List<String> names = Testbed.names("n", 3);
                try (Expiry one = Expiry.of(stage, "n1");
                        Expiry two = Expiry.of(stage, "n2");
                        Expiry three = Expiry.of(stage, "n3")) {
                    for (String name : names) {
                        stage.kill(name);
                    }
                    one.await();
                    two.await();
                    three.await();
                }
                bench.progress("all nodes are gone");
                long began = stage.crew.join(stage.crew.boot(names));
                stage.log.awaitRunning(children, Testbed.MOST);
                double seconds = (stage.log.last(began, ChildLine.Event.START) - began) / 1e9;
                bench.report(bench.figures().with("seconds", seconds, Budget.atMost(1.5 * bulk)));
            }
        }
    }
}

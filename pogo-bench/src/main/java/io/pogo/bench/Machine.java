package io.pogo.bench;

import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** The speed of this machine, without Pogo. */
final class Machine implements Benchmark {
    private static final int ROUND_TRIPS = 1_000;
    private static final int BATCHES = 300;
    private static final int QUICK = 20;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        boolean few = bench.options().quick();
        try (Testbed stage = Testbed.open(bench)) {
            ZooKeeper client = stage.client();
            try {
                List<Long> trips = RawZooKeeper.createRoundTrips(client, few ? QUICK : ROUND_TRIPS);
                RawZooKeeper.multiRate(client, few ? QUICK : BATCHES);
                bench.report(bench.figures()
                        .with("processors", Runtime.getRuntime().availableProcessors())
                        .with("createRttP50Ms", Percentile.millis(trips, 50))
                        .with("createRttP99Ms", Percentile.millis(trips, 99))
                        .with("multiZnodesPerSecond", RawZooKeeper.multiRate(client, few ? QUICK : BATCHES)));
            } finally {
                client.close();
            }
        }
    }
}

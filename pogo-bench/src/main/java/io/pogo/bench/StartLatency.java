package io.pogo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * The time from a request on some node to the first line of the child's {@code run}, one child at a time, after some to
 * warm up.
 */
final class StartLatency implements Benchmark {
    private static final int SEED = 1;
    private static final int WARM_UP = 500;
    private static final int NODES = 3;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, KeeperException {
        int children = bench.sizes(200).get(0);
        int before = bench.options().quick() ? 0 : WARM_UP;
        try (Testbed stage = Testbed.ofThree(bench)) {
            Random random = new Random(SEED);
            List<Long> nanos = new ArrayList<>();
            Traffic warm = Traffic.of(stage.server);
            for (int i = 0; i < before + children; i++) {
                warm = i == before ? Traffic.of(stage.server) : warm;
                Answer answer = stage.crew.ask(
                        "n" + (1 + random.nextInt(NODES)), "start-each " + i + " 1 " + BenchChildren.BLOCKING);
                stage.log.awaitRunning(i + 1, Testbed.MOST);
                nanos.add(stage.log.last(answer.began(), ChildLine.Event.START) - answer.began());
            }
            Traffic traffic = Traffic.of(stage.server).since(warm);
            report(bench, stage, nanos.subList(before, nanos.size()), traffic);
        }
    }

    private static void report(Bench bench, Testbed stage, List<Long> nanos, Traffic traffic)
            throws IOException, InterruptedException, KeeperException {
        ZooKeeper client = stage.client();
        try {
            double trip = Percentile.millis(RawZooKeeper.createRoundTrips(client, nanos.size()), 50);
            double p50 = Percentile.millis(nanos, 50);
            bench.report(bench.figures()
                    .with("p50Ms", p50, Budget.atMost(bench.options().claims() ? 6 : 8))
                    .with("p99Ms", Percentile.millis(nanos, 99), Budget.atMost(30))
                    .with("createRttP50Ms", trip)
                    .with("ratio", p50 / trip, Budget.atMost(20))
                    .with("packetsPerChild", traffic.packets(nanos.size()))
                    .with("transactionsPerChild", traffic.transactions(nanos.size())));
        } finally {
            client.close();
        }
    }
}

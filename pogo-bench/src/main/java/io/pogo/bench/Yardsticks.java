package io.pogo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * The time that Curator's LeaderLatches alone take in three JVMs, each number of children measured once in a run.
 * <em>Bare</em>: each JVM opens the latches of its third, on parents that exist, a bounded number at a time.
 * <em>Naive</em>: each JVM opens one for every child, which is how a child is made to run once without a supervisor.
 */
final class Yardsticks {
    static final String BARE = "/bare";
    static final String NAIVE = "/naive";

    private static final int BATCH = 100;

    private final Bench bench;
    private final Map<Integer, Cost> bare = new HashMap<>();
    private final Map<Integer, Cost> naive = new HashMap<>();

    Yardsticks(Bench bench) {
        this.bench = bench;
    }

    /**
     * The cost of starting the children.
     *
     * @param seconds the time from the request to the last start, in seconds
     * @param packets the number of packets to and from the server for each child
     */
    record Cost(double seconds, double packets) {}

    Cost bare(int children) throws IOException, InterruptedException, KeeperException {
        Cost known = bare.get(children);
        Cost cost = known != null ? known : measure(children, true);
        bare.put(children, cost);
        return cost;
    }

    Cost naive(int children) throws IOException, InterruptedException, KeeperException {
        Cost known = naive.get(children);
        Cost cost = known != null ? known : measure(children, false);
        naive.put(children, cost);
        return cost;
    }

    private Cost measure(int children, boolean thirds) throws IOException, InterruptedException, KeeperException {
        bench.progress((thirds ? "bare latches for " : "the naive recipe for ") + children + " children");
        try (Testbed stage = Testbed.ofThreeJvms(bench)) {
            stage.crew.tellAll(jvm -> "connect-latches");
            if (thirds) {
                createParents(stage, children);
            }
            int some = Testbed.warmUp(bench, children);
            if (some > 0) {
                open(stage, some, thirds);
                stage.crew.tellAll(jvm -> "close-latches");
                stage.log.awaitRunning(0, Testbed.MOST);
                stage.crew.tellAll(jvm -> "connect-latches");
                Testbed.settle();
            }
            long before = stage.server.packets() + stage.server.sent();
            long began = open(stage, children, thirds);
            double packets = stage.server.packets() + stage.server.sent() - before;
            return new Cost((stage.log.last(began, ChildLine.Event.START) - began) / 1e9, packets / children);
        }
    }

    private static long open(Testbed stage, int children, boolean thirds) throws IOException, InterruptedException {
        long began = stage.crew.tellAll(jvm -> thirds ? "open-third " + jvm + " " + children : "open-all " + children);
        stage.log.awaitRunning(children, Testbed.MOST);
        return began;
    }

    private static void createParents(Testbed stage, int children)
            throws IOException, InterruptedException, KeeperException {
        ZooKeeper client = stage.client();
        try {
            client.create(BARE, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            List<Op> batch = new ArrayList<>();
            for (int i = 0; i < children; i++) {
                batch.add(Op.create(
                        BARE + "/" + BenchChildren.id(i),
                        new byte[0],
                        ZooDefs.Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT));
                if (batch.size() == BATCH || i == children - 1) {
                    client.multi(batch);
                    batch.clear();
                }
            }
        } finally {
            client.close();
        }
    }
}

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
 * How long Curator's LeaderLatches alone take in three JVMs, each number of children measured once in a run. <em>Bare</em>: each JVM
 * opens the latches of its third, on parents that are there, a bounded number at a time. <em>Naive</em>: each opens one for every
 * child, which is how a child is made to run once without a supervisor.
 */
final class Yardsticks {
    static final String BARE = "/bare";
    static final String NAIVE = "/naive";

    private static final int BATCH = 100;

    private final Bench bench;
    private final Map<Integer, Double> bare = new HashMap<>();
    private final Map<Integer, Double> naive = new HashMap<>();

    Yardsticks(Bench bench) {
        this.bench = bench;
    }

    double bareSeconds(int children) throws IOException, InterruptedException, KeeperException {
        Double known = bare.get(children);
        double seconds = known != null ? known : measure(children, true);
        bare.put(children, seconds);
        return seconds;
    }

    double naiveSeconds(int children) throws IOException, InterruptedException, KeeperException {
        Double known = naive.get(children);
        double seconds = known != null ? known : measure(children, false);
        naive.put(children, seconds);
        return seconds;
    }

    private double measure(int children, boolean thirds) throws IOException, InterruptedException, KeeperException {
        bench.progress((thirds ? "bare latches for " : "the naive recipe for ") + children + " children");
        try (Stage stage = Stage.ofThreeJvms(bench)) {
            stage.crew.tellAll(jvm -> "connect-latches");
            if (thirds) {
                createParents(stage, children);
            }
            long began =
                    stage.crew.tellAll(jvm -> thirds ? "open-third " + jvm + " " + children : "open-all " + children);
            stage.log.awaitRunning(children, Stage.MOST);
            return (stage.log.last(began, ChildLine.Event.START) - began) / 1e9;
        }
    }

    private static void createParents(Stage stage, int children)
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

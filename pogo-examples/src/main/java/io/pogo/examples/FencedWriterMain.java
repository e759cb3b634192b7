package io.pogo.examples;

import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.zk.ZooKeeperSupervisor;
import java.time.Duration;

/** A writer that hands its fencing token to what it writes to, which refuses an owner that has been replaced. */
public final class FencedWriterMain {
    private static final FencedFile FILE = new FencedFile();

    private FencedWriterMain() {}

    /**
     * Runs the example.
     *
     * @param args the connect string of a ZooKeeper, or nothing for an embedded one
     */
    public static void main(String[] args) throws InterruptedException {
        try (ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(args)) {
            DistributedSupervisor first = start(zooKeeper, "node-a");
            first.startChild(ChildSpec.of("ledger", "writer"));
            long oldToken = first.whenRunning("ledger").join().fencingToken();

            try (DistributedSupervisor second = start(zooKeeper, "node-b")) {
                first.close();
                FILE.awaitNewerThan(oldToken);

                System.out.println("node-a, as if it had been frozen all the time, wakes up and writes:");
                FILE.write(oldToken, "from node-a, too late");
                second.terminateChild("ledger");
            }
        }
    }

    private static DistributedSupervisor start(ExampleZooKeeper zooKeeper, String nodeId) {
        return ZooKeeperSupervisor.builder()
                .connectString(zooKeeper.connectString())
                .scope("fenced-writer")
                .nodeId(nodeId)
                .childType("writer", context -> FencedWriterMain::writeOnce)
                .start();
    }

    private static void writeOnce(ChildContext context) throws InterruptedException {
        FILE.write(context.fencingToken(), "from " + context.nodeId());
        context.awaitStop(Duration.ofDays(1));
    }
}

package io.pogo.examples;

import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.zk.ZooKeeperSupervisor;
import java.time.Duration;
import java.util.List;

/**
 * The initial children of a node: started with it, run once for any number of nodes that want them, restored after a
 * restart.
 */
public final class InitialChildrenMain {
    private static final List<ChildSpec> INITIAL =
            List.of(ChildSpec.of("clock", "ticker"), ChildSpec.of("heartbeat", "ticker"));

    private InitialChildrenMain() {}

    /**
     * Runs the example.
     *
     * @param args the connect string of a ZooKeeper, or nothing for an embedded one
     */
    public static void main(String[] args) {
        try (ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(args)) {
            System.out.println("Two nodes, both with the same two initial children:");
            try (DistributedSupervisor first = start(zooKeeper, "node-a");
                    DistributedSupervisor second = start(zooKeeper, "node-b")) {
                show(first);
                show(second);
            }
            System.out.println("Both nodes are closed; a new one starts:");
            try (DistributedSupervisor third = start(zooKeeper, "node-c")) {
                show(third);
                third.terminateChildren(INITIAL.stream().map(ChildSpec::id).toList());
            }
        }
    }

    private static DistributedSupervisor start(ExampleZooKeeper zooKeeper, String nodeId) {
        return ZooKeeperSupervisor.builder()
                .connectString(zooKeeper.connectString())
                .scope("initial-children")
                .nodeId(nodeId)
                .childType("ticker", context -> InitialChildrenMain::tick)
                .initialChildren(INITIAL)
                .start();
    }

    private static void show(DistributedSupervisor node) {
        INITIAL.forEach(child -> System.out.println(
                "  " + node.nodeId() + " sees " + node.whenRunning(child.id()).join()));
    }

    private static void tick(ChildContext context) throws InterruptedException {
        while (!context.awaitStop(Duration.ofSeconds(1))) {
            // a real child would do its work here
        }
    }
}

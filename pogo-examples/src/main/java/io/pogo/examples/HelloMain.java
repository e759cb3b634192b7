package io.pogo.examples;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import io.pogo.zk.ZooKeeperSupervisor;
import java.time.Duration;

/** A scope of one node with one child, which is started, listed and terminated. */
public final class HelloMain {
    private HelloMain() {}

    /**
     * Runs the example.
     *
     * @param args the connect string of a ZooKeeper, or nothing for an embedded one
     */
    public static void main(String[] args) throws InterruptedException {
        try (ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(args);
                DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
                        .connectString(zooKeeper.connectString())
                        .scope("hello")
                        .nodeId("node-a")
                        .childType("greeter", context -> HelloMain::greet)
                        .start()) {

            ChildSpec spec = ChildSpec.of("greet-world", "greeter").withArgument("name", "world");
            System.out.println("startChild: " + supervisor.startChild(spec));
            System.out.println("and again: " + supervisor.startChild(spec));
            System.out.println(
                    "whenRunning: " + supervisor.whenRunning(spec.id()).join());

            Thread.sleep(2_500);

            System.out.println("whichChildren: " + supervisor.whichChildren(View.GLOBAL));
            System.out.println("terminateChild: " + supervisor.terminateChild(spec.id()));
            System.out.println("and again: " + supervisor.terminateChild(spec.id()));
        }
    }

    /** A {@link Child}: it works until it is asked to stop. */
    private static void greet(ChildContext context) throws InterruptedException {
        do {
            System.out.println("  Hello, " + context.argument("name") + ", from " + context.nodeId() + "!");
        } while (!context.awaitStop(Duration.ofSeconds(1)));
    }
}

package io.pogo.examples;

import com.google.common.util.concurrent.AbstractScheduledService;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.zk.GuavaServices;
import io.pogo.zk.ZooKeeperSupervisor;
import java.time.Duration;

/** A Guava service as a child: it brings its own threads, so Pogo only starts and stops it. */
public final class GuavaServiceMain {
    private GuavaServiceMain() {}

    /**
     * Runs the example.
     *
     * @param args the connect string of a ZooKeeper, or nothing for an embedded one
     */
    public static void main(String[] args) throws InterruptedException {
        try (ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(args);
                DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
                        .connectString(zooKeeper.connectString())
                        .scope("guava-service")
                        .childType("sampler", context -> GuavaServices.child(new Sampler(context.childId())))
                        .start()) {

            supervisor.startChild(ChildSpec.of("load", "sampler"));
            supervisor.whenRunning("load").join();
            Thread.sleep(1_200);
            System.out.println("terminateChild: " + supervisor.terminateChild("load"));
        }
    }

    private static final class Sampler extends AbstractScheduledService {
        private final String name;

        Sampler(String name) {
            this.name = name;
        }

        @Override
        protected void runOneIteration() {
            System.out.println(name + " takes a sample");
        }

        @Override
        protected void shutDown() {
            System.out.println(name + " shuts down");
        }

        @Override
        protected Scheduler scheduler() {
            return Scheduler.newFixedDelaySchedule(Duration.ZERO, Duration.ofMillis(500));
        }
    }
}

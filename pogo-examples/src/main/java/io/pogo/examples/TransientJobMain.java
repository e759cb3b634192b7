package io.pogo.examples;

import io.pogo.ChildContext;
import io.pogo.ChildEvent;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Restart;
import io.pogo.SupervisorListener;
import io.pogo.zk.ZooKeeperSupervisor;

/** A job that runs until it has succeeded once: a crash restarts it, a normal return ends it for good. */
public final class TransientJobMain {
    private TransientJobMain() {}

    /**
     * Runs the example.
     *
     * @param args the connect string of a ZooKeeper, or nothing for an embedded one
     */
    public static void main(String[] args) throws InterruptedException {
        SupervisorListener listener = new SupervisorListener() {
            @Override
            public void onChild(ChildEvent event) {
                System.out.println("event: " + event.type() + " (" + event.detail() + ")");
            }
        };
        try (ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(args);
                DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
                        .connectString(zooKeeper.connectString())
                        .scope("transient-job")
                        .childType("import", context -> TransientJobMain::importAll)
                        .listener(listener)
                        .start()) {

            ChildSpec job = ChildSpec.of("import-2026-11", "import").withRestart(Restart.TRANSIENT);
            System.out.println("startChild: " + supervisor.startChild(job));
            while (supervisor.findChild(job.id()).isPresent()) {
                Thread.sleep(100);
            }
            System.out.println("It has succeeded, and its spec is gone: " + supervisor.findChild(job.id()));
        }
    }

    private static void importAll(ChildContext context) {
        System.out.println("run " + context.incarnation() + " of " + context.childId());
        if (context.incarnation() < 3) {
            throw new IllegalStateException("the source is not ready");
        }
    }
}

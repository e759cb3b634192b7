package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SmokeIT {
    @Test
    void three_nodes_share_nine_children() throws Exception {
        try (TestZooKeeper zk = new TestZooKeeper()) {
            String scope = TestZooKeeper.newScope();
            Workers workers = new Workers();
            long t0 = System.nanoTime();
            try (DistributedSupervisor a = node(zk, scope, "a", workers)) {
                System.out.println("a up " + ms(t0));
                DistributedSupervisor b = node(zk, scope, "b", workers);
                DistributedSupervisor c = node(zk, scope, "c", workers);
                System.out.println("all up " + ms(t0));
                for (int i = 0; i < 9; i++) {
                    long t = System.nanoTime();
                    System.out.println(b.startChild(ChildSpec.of("child/" + i, "worker")));
                    System.out.println(b.whenRunning("child/" + i).get(10, TimeUnit.SECONDS) + " " + ms(t));
                }
                await().until(() -> workers.running().size() == 9);
                System.out.println(workers.placement());
                a.whichChildren(View.GLOBAL).forEach(System.out::println);
                System.out.println(a.members());
                zk.tree("/pogo/" + scope).forEach(System.out::println);
                long t = System.nanoTime();
                c.close();
                System.out.println("closed c in " + ms(t));
                await().until(() -> workers.running().size() == 9);
                System.out.println(workers.placement());
                a.terminateChildren(workers.running());
                await().until(() -> workers.running().isEmpty());
                b.close();
            }
            System.out.println("closed");
            zk.tree("/pogo/" + scope).forEach(System.out::println);
            assertThat(workers.overlaps()).isEmpty();
            Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .sorted()
                    .forEach(System.out::println);
        }
    }

    private static long ms(long t) {
        return (System.nanoTime() - t) / 1_000_000;
    }

    private static DistributedSupervisor node(TestZooKeeper zk, String scope, String id, Workers workers) {
        return ZooKeeperSupervisor.builder()
                .connectString(zk.connectString())
                .scope(scope)
                .nodeId(id)
                .sessionTimeout(Duration.ofSeconds(2))
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100))
                .childType("worker", workers::worker)
                .start();
    }
}

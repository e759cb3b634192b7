package io.pogo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.zk.ZooKeeperSupervisor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The tokens of real owners against a real database. */
class FencedTableIT {
    private final BlockingQueue<ChildContext> owners = new LinkedBlockingQueue<>();

    @Test
    void a_row_refuses_the_owner_that_was_replaced_and_takes_the_present_one() throws Exception {
        try (ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(new String[0]);
                Connection connection = DriverManager.getConnection("jdbc:h2:mem:accounts")) {
            FencedTable table = new FencedTable(connection);
            table.create();
            table.open("alice");

            DistributedSupervisor first = node(zooKeeper, "a");
            first.startChild(ChildSpec.of("bookkeeper", "bookkeeper"));
            long former = nextOwner();
            assertThat(table.write("alice", 10, former)).isTrue();

            try (DistributedSupervisor second = node(zooKeeper, "b")) {
                first.close();
                long present = nextOwner();
                assertThat(present).isGreaterThan(former);
                assertThat(table.write("alice", 20, present)).isTrue();
                assertThat(table.write("alice", 30, former)).isFalse();
                assertThat(table.write("alice", 40, present)).isTrue();
                second.terminateChild("bookkeeper");
            }
        }
    }

    private long nextOwner() throws InterruptedException {
        ChildContext owner = owners.poll(20, TimeUnit.SECONDS);
        assertThat(owner).as("an owner within 20 s").isNotNull();
        return owner.fencingToken();
    }

    private DistributedSupervisor node(ExampleZooKeeper zooKeeper, String nodeId) {
        return ZooKeeperSupervisor.builder()
                .connectString(zooKeeper.connectString())
                .scope("fenced-table")
                .nodeId(nodeId)
                .childType("bookkeeper", this::bookkeeper)
                .start();
    }

    private Child bookkeeper(ChildContext context) {
        return run -> {
            owners.add(run);
            Thread.currentThread().join();
        };
    }
}

package io.pogo.zk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many znodes, read in few requests. */
class BatchedReadsIT {
    private final TestZooKeeper zk = new TestZooKeeper();
    private final CuratorFramework client = zk.newClient();
    private ZooKeeper handle;
    private BatchedReads reads;

    @BeforeEach
    void connect() throws Exception {
        client.blockUntilConnected();
        handle = client.getZookeeperClient().getZooKeeper();
        reads = new BatchedReads(new ZkSession(handle));
    }

    @AfterEach
    void end() {
        client.close();
        zk.close();
    }

    @Test
    void each_read_has_its_own_answer() throws Exception {
        for (int i = 0; i < 300; i += 3) {
            client.create().forPath("/z" + i, ("data " + i).getBytes(UTF_8));
        }
        List<Optional<Znode>> answers = readAll("/z", 300);
        for (int i = 0; i < 300; i++) {
            assertThat(answers.get(i).map(znode -> new String(znode.data(), UTF_8)))
                    .isEqualTo(i % 3 == 0 ? Optional.of("data " + i) : Optional.empty());
        }
        assertThat(answers.get(3)).hasValueSatisfying(znode -> {
            assertThat(znode.path()).isEqualTo("/z3");
            assertThat(znode.version()).isZero();
        });
    }

    @Test
    void many_reads_take_few_requests() throws Exception {
        client.create().forPath("/z0", new byte[0]);
        long before = packets();
        readAll("/z", 3_000);
        assertThat(packets() - before).isLessThan(3_000 / 10);
    }

    @Test
    void data_too_large_for_a_batch_costs_one_connection_and_is_read_one_by_one() throws Exception {
        for (int i = 0; i < 60; i++) {
            client.create().forPath("/big" + i, new byte[200_000]);
        }
        assertThat(readAllInSpiteOfLosses("/big", 60)).isLessThanOrEqualTo(2);
        assertThat(readAllInSpiteOfLosses("/big", 60)).isEqualTo(1);
    }

    private int readAllInSpiteOfLosses(String prefix, int count) throws Exception {
        for (int round = 1; ; round++) {
            try {
                assertThat(readAll(prefix, count)).allMatch(Optional::isPresent);
                return round;
            } catch (java.util.concurrent.ExecutionException lost) {
                assertThat(Failures.isLoss(Failures.cause(lost))).isTrue();
                client.blockUntilConnected();
                assertThat(client.getZookeeperClient().getZooKeeper()).isSameAs(handle);
            }
        }
    }

    private List<Optional<Znode>> readAll(String prefix, int count) throws Exception {
        List<CompletableFuture<Optional<Znode>>> answers =
                IntStream.range(0, count).mapToObj(i -> reads.read(prefix + i)).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private long packets() throws Exception {
        String srvr = org.apache.zookeeper.client.FourLetterWordMain.send4LetterWord(
                "127.0.0.1", zk.server().getPort(), "srvr");
        return srvr.lines()
                .filter(line -> line.startsWith("Received: "))
                .mapToLong(line -> Long.parseLong(line.substring("Received: ".length())))
                .findFirst()
                .orElseThrow();
    }
}

package io.pogo.zk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    /** The first reads go one by one anyway, and find nothing that would tell how large the others are. */
    @Test
    void data_too_large_for_a_batch_costs_one_connection_and_is_read_one_by_one() throws Exception {
        for (int i = 8; i < 68; i++) {
            client.create().forPath("/big" + i, new byte[200_000]);
        }
        assertThat(roundsToRead("/big", 68)).isEqualTo(2);
        assertThat(roundsToRead("/big", 68)).isEqualTo(1);
    }

    /** All are asked for again after a loss, as a copy of a tree does. */
    private int roundsToRead(String prefix, int count) throws Exception {
        for (int round = 1; round <= 5; round++) {
            try {
                assertThat(readAll(prefix, count).stream().filter(Optional::isPresent))
                        .hasSize(count - 8);
                return round;
            } catch (ExecutionException lost) {
                assertThat(Failures.isLoss(Objects.requireNonNull(lost.getCause())))
                        .isTrue();
                client.blockUntilConnected();
                assertThat(client.getZookeeperClient().getZooKeeper()).isSameAs(handle);
            }
        }
        throw new AssertionError("the connection is lost again and again");
    }

    /** All are asked for before the first is answered: on the thread that brings the answers. */
    private List<Optional<Znode>> readAll(String prefix, int count) throws Exception {
        CompletableFuture<List<CompletableFuture<Optional<Znode>>>> asked = new CompletableFuture<>();
        handle.exists(
                "/",
                false,
                (rc, path, context, stat) -> asked.complete(IntStream.range(0, count)
                        .mapToObj(i -> reads.read(prefix + i))
                        .toList()),
                null);
        List<CompletableFuture<Optional<Znode>>> answers = asked.get(20, TimeUnit.SECONDS);
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

package io.pogo.zk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.ZkClient;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many znodes, read in few requests. */
class BatchedReadsIT {
    /** Long enough for the longest answer: what has come of an answer counts as heard only when it is whole. */
    private static final Duration SESSION = Duration.ofSeconds(4);

    private final TestZooKeeper zk = new TestZooKeeper();
    private final ZkClient ours =
            ZkClient.ours(zk.connectString(), false, Credentials.NONE, SESSION, Duration.ofSeconds(2), "reader");
    private ZooKeeper handle;
    private BatchedReads reads;

    @BeforeEach
    void connect() throws Exception {
        ours.connect(Duration.ofSeconds(10));
        connect(ours.curator());
    }

    private void connect(CuratorFramework client) throws Exception {
        handle = client.getZookeeperClient().getZooKeeper();
        reads = new BatchedReads(new ZkSession(new AnswerWatch(handle, unclear -> {}), CreationAcl.OPEN));
    }

    @AfterEach
    void end() {
        ours.close("[scope test]");
        zk.close();
    }

    @Test
    void each_read_has_its_own_answer() throws Exception {
        for (int i = 0; i < 300; i += 3) {
            zk.client().create().forPath("/z" + i, ("data " + i).getBytes(UTF_8));
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
    void each_list_of_names_has_its_own_answer() throws Exception {
        for (int i = 0; i < 30; i += 3) {
            zk.client().create().creatingParentsIfNeeded().forPath("/z" + i + "/below" + i);
        }
        List<List<String>> answers = askAll(30, i -> reads.children("/z" + i));
        for (int i = 0; i < 30; i++) {
            assertThat(answers.get(i)).isEqualTo(i % 3 == 0 ? List.of("below" + i) : List.of());
        }
    }

    @Test
    void many_reads_take_few_requests() throws Exception {
        zk.client().create().forPath("/z0", new byte[0]);
        long before = zk.packets();
        readAll("/z", 3_000);
        assertThat(zk.packets() - before).isLessThan(2 * 3_000 / 30);
    }

    @Test
    void what_is_asked_for_together_takes_one_request() throws Exception {
        zk.client().create().forPath("/together", new byte[0]);
        List<CompletableFuture<Optional<Znode>>> asked = new ArrayList<>();
        long before = zk.packets();
        reads.together(() -> {
            for (int i = 0; i < 20; i++) {
                asked.add(reads.read(i == 7 ? "/together" : "/apart" + i));
            }
        });
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(zk.packets() - before).as("one, the two counts, and pings").isLessThan(10);
        assertThat(asked.get(7).join()).isPresent();
        assertThat(asked.get(8).join()).isEmpty();
    }

    @Test
    void no_more_is_under_way_than_there_should_be_memory_for() throws Exception {
        long before = zk.packets();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CountDownLatch mayTakeAnswers = new CountDownLatch(1);
        handle.exists(
                "/",
                false,
                (rc, path, context, stat) -> {
                    IntStream.range(0, 3_000).forEach(i -> {
                        var unused = reads.read("/z" + i);
                    });
                    asked.complete(null);
                    Uninterruptibles.awaitUninterruptibly(mayTakeAnswers);
                },
                null);
        asked.get(20, TimeUnit.SECONDS);
        Fleet.forAsLongAs(Duration.ofMillis(500));
        long sent = zk.packets() - before;
        mayTakeAnswers.countDown();
        assertThat(sent)
                .as("one to begin with, three with up to forty each, and pings")
                .isBetween(4L, 12L);
    }

    @Test
    void the_largest_data_costs_no_connection() throws Exception {
        createLarge();
        assertThat(readAll("/large", 48).stream().filter(Optional::isPresent)).hasSize(46);
    }

    @Test
    void the_largest_data_costs_no_connection_of_a_client_that_takes_only_short_answers() throws Exception {
        createLarge();
        try (CuratorFramework callers = zk.newClient()) {
            callers.blockUntilConnected();
            connect(callers);
            assertThat(readAll("/large", 48).stream().filter(Optional::isPresent))
                    .hasSize(46);
        }
    }

    /** The first two reads go one by one, and find nothing: the others are read in full batches, if they may. */
    private void createLarge() throws Exception {
        for (int i = 2; i < 48; i++) {
            zk.client().create().forPath("/large" + i, new byte[1_000_000]);
        }
    }

    private List<Optional<Znode>> readAll(String prefix, int count) throws Exception {
        return askAll(count, i -> reads.read(prefix + i));
    }

    /** All are asked for before the first is answered: on the thread that brings the answers. */
    private <T> List<T> askAll(int count, IntFunction<CompletableFuture<T>> ask) throws Exception {
        CompletableFuture<List<CompletableFuture<T>>> asked = new CompletableFuture<>();
        handle.exists(
                "/",
                false,
                (rc, path, context, stat) ->
                        asked.complete(IntStream.range(0, count).mapToObj(ask).toList()),
                null);
        List<CompletableFuture<T>> answers = asked.get(20, TimeUnit.SECONDS);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        return answers.stream().map(CompletableFuture::join).toList();
    }
}

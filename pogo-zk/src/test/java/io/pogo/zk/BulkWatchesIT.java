package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many watches set by one request: what that costs, and what becomes of them when the connection changes. */
class BulkWatchesIT {
    private static final int MANY = 50;

    private final TestZooKeeper zk = new TestZooKeeper();
    private final Relay relay = new Relay(zk.server().getPort());
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Watch watch = (path, kind) -> changes.add(kind + " " + path);
    private CuratorFramework client;
    private ZkSession session;
    private long since;

    @BeforeEach
    void begin() throws Exception {
        zk.client().create().creatingParentsIfNeeded().forPath("/some/chroot");
        client = zk.newClient(relay.connectString() + "/some/chroot", Duration.ofSeconds(4));
        client.blockUntilConnected();
        session = new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
        session.write(paths().stream()
                        .map(path -> Write.createEphemeral(path, new byte[0]))
                        .toList())
                .get(10, TimeUnit.SECONDS);
        since = session.read("/z0").get(10, TimeUnit.SECONDS).orElseThrow().czxid();
    }

    @AfterEach
    void end() {
        client.close();
        relay.close();
        zk.close();
    }

    private static List<String> paths() {
        return IntStream.range(0, MANY).mapToObj(i -> "/z" + i).toList();
    }

    private Map<String, Watch> watches() {
        return paths().stream().collect(Collectors.toMap(Function.identity(), path -> watch));
    }

    private void delete(String path) throws Exception {
        zk.client().delete().forPath("/some/chroot" + path);
    }

    @Test
    void they_take_one_request_and_are_gone_when_they_were_taken_back() throws Exception {
        int standing = zk.watches();
        long before = zk.packets();

        session.watchSince(since, watches()).get(10, TimeUnit.SECONDS);

        assertThat(zk.packets() - before).isLessThan(10);
        assertThat(zk.watches()).isEqualTo(standing + MANY);
        watches().forEach(session::unwatch);
        eventually().until(() -> zk.watches() == standing);
    }

    @Test
    void they_hear_of_what_was_deleted_while_the_connection_was_away_whatever_became_of_the_request() throws Exception {
        session.watchSince(since, Map.of("/z0", watch)).get(10, TimeUnit.SECONDS);
        relay.cut();
        var cutShort = session.watchSince(since, Map.of("/z1", watch, "/z2", watch));
        delete("/z0");
        delete("/z1");

        relay.heal();

        eventually().until(cutShort::isDone);
        eventually().untilAsserted(() -> assertThat(changes).contains("DELETED /z0", "DELETED /z1"));
        delete("/z2");
        eventually().untilAsserted(() -> assertThat(changes).contains("DELETED /z2"));
        assertThat(changes).filteredOn(change -> !change.startsWith("AWAY")).hasSize(3);
    }
}

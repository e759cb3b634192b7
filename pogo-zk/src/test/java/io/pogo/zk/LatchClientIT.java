package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.latch.LatchClient;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The znode of a latch that is closed, with the client that latches are given. */
class LatchClientIT {
    private static final String FOLDER = "/latches";

    private final TestZooKeeper zk = new TestZooKeeper();
    private final Relay relay = new Relay(zk.server().getPort());
    private final CuratorFramework client = zk.newClient(relay.connectString(), Duration.ofSeconds(4));

    @AfterEach
    void end() {
        client.close();
        relay.close();
        zk.close();
    }

    @Test
    void it_is_deleted_at_once() throws Exception {
        LeaderLatch latch = leading();
        latch.close();
        TestScope.eventually(() -> assertThat(zk.tree(FOLDER)).isEmpty());
    }

    @Test
    void it_is_deleted_as_soon_as_the_connection_is_back() throws Exception {
        LeaderLatch latch = leading();
        relay.cut();
        latch.close();
        TestScope.eventually(
                () -> assertThat(client.getZookeeperClient().isConnected()).isFalse());
        long session = client.getZookeeperClient().getZooKeeper().getSessionId();
        relay.heal();
        TestScope.eventually(() -> assertThat(zk.tree(FOLDER)).isEmpty());
        assertThat(client.getZookeeperClient().getZooKeeper().getSessionId()).isEqualTo(session);
    }

    @Test
    void it_is_deleted_when_the_session_was_replaced_meanwhile() throws Exception {
        LeaderLatch latch = leading();
        zk.server().stop();
        latch.close();
        long session = client.getZookeeperClient().getZooKeeper().getSessionId();
        TestScope.eventually(
                () -> assertThat(client.getZookeeperClient().getZooKeeper().getSessionId())
                        .isNotEqualTo(session));
        zk.server().restart();
        TestScope.eventually(() -> assertThat(zk.tree(FOLDER)).isEmpty());
    }

    private LeaderLatch leading() throws Exception {
        client.blockUntilConnected();
        ZkSession session = new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
        LeaderLatch latch = new LeaderLatch(LatchClient.of(client, session, "[test]"), FOLDER, "a");
        latch.start();
        TestScope.eventually(() -> assertThat(latch.hasLeadership()).isTrue());
        return latch;
    }
}

package io.pogo.zk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.engine.base.Moment;
import io.pogo.engine.store.ProofHistory;
import io.pogo.engine.store.Refusal;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A proof of the session is a transaction, also where its check is refused. */
class SessionProofIT {
    private static TestZooKeeper zk;

    @BeforeAll
    static void start() throws Exception {
        zk = new TestZooKeeper();
        List<ACL> closed = List.of(new ACL(
                ZooDefs.Perms.ALL,
                new org.apache.zookeeper.data.Id("digest", DigestAuthenticationProvider.generateDigest("a:b"))));
        zk.client().create().withMode(CreateMode.PERSISTENT).withACL(closed).forPath("/closed");
    }

    @AfterAll
    static void stop() {
        zk.close();
    }

    private static ZkSession session(CuratorFramework client) throws Exception {
        return new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
    }

    /** The number of the last transaction: that of the next znode that is created. */
    private static long transactions() throws Exception {
        String path =
                zk.client().create().withMode(CreateMode.EPHEMERAL_SEQUENTIAL).forPath("/count-");
        return zk.client().checkExists().forPath(path).getCzxid();
    }

    private static void isCommittedAs(String path, @Nullable Refusal expected) throws Exception {
        long before = transactions();
        assertThat(session(zk.client()).prove(path).get()).isEqualTo(Optional.ofNullable(expected));
        assertThat(transactions() - before).as("the proof, and the next count").isEqualTo(2);
    }

    @Test
    void a_check_that_holds_is_committed() throws Exception {
        isCommittedAs("/", null);
    }

    @Test
    void a_check_of_a_znode_that_is_missing_is_committed() throws Exception {
        isCommittedAs("/missing/znode", Refusal.MISSING);
    }

    @Test
    void a_check_that_is_not_allowed_is_committed() throws Exception {
        isCommittedAs("/closed", Refusal.DENIED);
    }

    @Test
    void a_proof_that_is_lost_with_its_connection_was_sent_before_the_next_connection_was_made() throws Exception {
        try (TestZooKeeper own = new TestZooKeeper()) {
            ZkSession session = session(own.client());
            session.prove("/").get();
            own.server().stop();
            Moment away = Moment.now();
            assertThatThrownBy(() -> session.prove("/").get()).hasMessageContaining("the connection was lost");
            own.server().restart();
            TestScope.eventually(() -> assertThat(session.prove("/").get()).isEmpty());

            Moment next = Moment.now();
            long unheard = session.proofs().add(new ProofHistory.Request(next, next), SECONDS.toNanos(60));
            assertThat(unheard).as("the leader heard of the new connection").isLessThanOrEqualTo(away.until(next));
        }
    }

    @Test
    void a_session_that_is_over_is_not_proven() throws Exception {
        CuratorFramework client = zk.newClient();
        client.blockUntilConnected();
        ZkSession session = session(client);
        client.close();
        assertThatThrownBy(() -> session.prove("/").get()).hasMessageContaining("the session has expired");
    }
}

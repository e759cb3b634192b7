package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.contract.StoreContract;
import io.pogo.engine.store.Session;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** ZooKeeper is a store as the engine believes. */
class ZooKeeperStoreIT extends StoreContract {
    private static final AtomicInteger PATHS = new AtomicInteger();
    private static TestZooKeeper zk;
    private final Map<Session, CuratorFramework> clients = new HashMap<>();

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    @Override
    protected Session open() throws Exception {
        CuratorFramework client = zk.newClient();
        client.blockUntilConnected();
        Session session = new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
        clients.put(session, client);
        return session;
    }

    @Override
    protected void end(Session over) {
        Objects.requireNonNull(clients.get(over)).close();
    }

    @Override
    protected void expire(Session over) throws Exception {
        ZooKeeper handle =
                Objects.requireNonNull(clients.get(over)).getZookeeperClient().getZooKeeper();
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper twin = new ZooKeeper(
                zk.connectString(),
                handle.getSessionTimeout(),
                event -> connected.countDown(),
                handle.getSessionId(),
                handle.getSessionPasswd());
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        twin.close();
    }

    @Override
    protected String freshPath() {
        return "/store-" + PATHS.incrementAndGet();
    }
}

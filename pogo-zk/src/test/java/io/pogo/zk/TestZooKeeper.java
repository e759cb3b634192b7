package io.pogo.zk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** A real ZooKeeper server with short ticks, and a client of it to look with. */
final class TestZooKeeper implements AutoCloseable {
    private static final int TICK_MILLIS = 200;
    private static final AtomicInteger SCOPES = new AtomicInteger();

    private final TestingServer server;
    private final CuratorFramework client;

    TestZooKeeper() {
        try {
            server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, -1), true);
            client = newClient();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A started client whose session outlives a lost connection. */
    CuratorFramework newClient() {
        CuratorFramework made = CuratorFrameworkFactory.builder()
                .connectString(server.getConnectString())
                .sessionTimeoutMs(2_000)
                .connectionTimeoutMs(2_000)
                .retryPolicy(new RetryOneTime(100))
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .build();
        made.start();
        return made;
    }

    String connectString() {
        return server.getConnectString();
    }

    TestingServer server() {
        return server;
    }

    CuratorFramework client() {
        return client;
    }

    /** A scope that no other test uses. */
    static String newScope() {
        return "test-" + SCOPES.incrementAndGet();
    }

    /** All paths below one, in order. */
    List<String> tree(String root) {
        List<String> paths = new ArrayList<>();
        collect(root, paths);
        return paths;
    }

    private void collect(String path, List<String> paths) {
        try {
            for (String name :
                    client.getChildren().forPath(path).stream().sorted().toList()) {
                paths.add(path + "/" + name);
                collect(path + "/" + name, paths);
            }
        } catch (org.apache.zookeeper.KeeperException.NoNodeException e) {
            // went meanwhile
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

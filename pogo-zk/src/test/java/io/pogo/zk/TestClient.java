package io.pogo.zk;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;

/** Hands in the data: writes and deletes what it is told. */
final class TestClient implements AutoCloseable {
    private final CuratorFramework client;

    TestClient(String connectString) {
        client = CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(100));
        client.start();
    }

    void create(String path, byte[] data) throws Exception {
        client.create().creatingParentsIfNeeded().forPath(path, data);
    }

    void delete(String path) throws Exception {
        client.delete().forPath(path);
    }

    @Override
    public void close() {
        client.close();
    }
}

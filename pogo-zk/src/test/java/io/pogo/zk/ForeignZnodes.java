package io.pogo.zk;

import io.pogo.core.ZnodeNames;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server, and znodes in a scope that Pogo does not write. */
abstract class ForeignZnodes {
    static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
    static TestZooKeeper zk;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    static String inBucket(String id) {
        return ZnodeNames.bucket(id) + "/" + ZnodeNames.escape(id);
    }

    /** Creates a znode below a scope, and the folders above it; returns its path. */
    static String create(TestScope scope, CreateMode mode, String below, byte[] data) throws Exception {
        return zk.client().create().creatingParentsIfNeeded().withMode(mode).forPath(scope.root() + "/" + below, data);
    }
}

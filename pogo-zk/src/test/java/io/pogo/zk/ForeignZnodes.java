package io.pogo.zk;

import io.pogo.core.ZnodeNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server, and znodes in a scope that Pogo does not write. */
abstract class ForeignZnodes {
    static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NO_DATA = {};
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

    /**
     * Creates a znode below a scope, and in the same transaction the folders above it that are missing: a planner that
     * sweeps at this moment would remove an empty one. Returns its path.
     */
    static String create(TestScope scope, CreateMode mode, String below, byte[] data) throws Exception {
        CuratorFramework client = zk.client();
        String path = scope.root() + "/" + below;
        List<CuratorOp> operations = new ArrayList<>();
        String folder = ZKPaths.getPathAndNode(path).getPath();
        while (client.checkExists().forPath(folder) == null) {
            operations.add(0, client.transactionOp().create().forPath(folder, NO_DATA));
            folder = ZKPaths.getPathAndNode(folder).getPath();
        }
        operations.add(client.transactionOp().create().withMode(mode).forPath(path, data));
        client.transaction().forOperations(operations);
        return path;
    }
}

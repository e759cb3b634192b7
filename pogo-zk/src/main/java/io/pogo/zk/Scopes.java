package io.pogo.zk;

import io.pogo.UnavailableException;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;

/** Finds the scopes that there are. It only reads, so Curator may repeat what it asks. */
final class Scopes {
    private Scopes() {}

    /** Blocks. */
    static List<String> list(CuratorFramework client) {
        try {
            return client.getChildren().forPath(ScopePaths.SCOPES).stream()
                    .filter(name -> isScope(client, new ScopePaths(name)))
                    .sorted()
                    .toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private static boolean isScope(CuratorFramework client, ScopePaths paths) {
        try {
            return client.checkExists().forPath(paths.layout()) != null;
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private static UnavailableException failed(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e instanceof UnavailableException already
                ? already
                : new UnavailableException("the scopes could not be listed: " + e, e);
    }
}

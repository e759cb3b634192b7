package io.pogo.zk.internal;

import io.pogo.NotAuthorizedException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.Words;
import io.pogo.engine.format.ScopePaths;
import io.pogo.zk.internal.store.ZkFailures;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;

/** Finds the scopes that there are. It only reads, so Curator may repeat what it asks. */
public final class Scopes {
    private Scopes() {}

    /** Blocks. */
    public static List<String> list(CuratorFramework client) {
        try {
            return client.getChildren().forPath(ScopePaths.TOP).stream()
                    .filter(name -> isScope(client, new ScopePaths(name)))
                    .sorted()
                    .toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        } catch (KeeperException.NoAuthException e) {
            throw new NotAuthorizedException("this client may not list the scopes", e);
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
                : new UnavailableException("the scopes could not be listed: " + Words.of(ZkFailures.told(e)), e);
    }
}

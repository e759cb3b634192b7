package io.pogo.zk.internal.members;

import io.pogo.zk.internal.store.StandingWatches;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorListener;
import org.apache.curator.framework.listen.Listenable;
import org.apache.curator.framework.listen.StandardListenerManager;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leftovers of Curator's CuratorCaches on a client that stays in use. Each closed cache leaves a listener, which
 * refers to the cache and its listeners (curator#1292, fixed after 5.9.0), and its watch on the server, for the reason
 * that {@link StandingWatches} gives. The caches of one path share that watch, so the last one of them ends it. Blocks
 * as Curator does; for use by one thread.
 */
final class CacheLeftovers {
    private static final Logger log = LoggerFactory.getLogger(CacheLeftovers.class);

    private static final Map<CuratorZookeeperClient, Users> USERS = new WeakHashMap<>();

    /** The numbers of supervisors that follow each path through one client. */
    private static final class Users {
        private final Map<String, Integer> byPath = new HashMap<>();
    }

    private final CuratorFramework client;
    private final String path;
    private final String logPrefix;
    private final Users users;
    private final Set<CuratorListener> listeners = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean counted;

    CacheLeftovers(CuratorFramework client, String path, String logPrefix) {
        this.client = client;
        this.path = path;
        this.logPrefix = logPrefix;
        synchronized (USERS) {
            this.users = USERS.computeIfAbsent(client.getZookeeperClient(), key -> new Users());
        }
    }

    /** Starts a cache of the path, and records the listeners that it adds to the client. */
    void start(CuratorCache cache) {
        synchronized (users) {
            if (!counted) {
                counted = true;
                users.byPath.merge(path, 1, Integer::sum);
            }
            Set<CuratorListener> before = present();
            cache.start();
            Set<CuratorListener> added = present();
            added.removeAll(before);
            listeners.addAll(added);
        }
    }

    /** Removes the leftovers, after the caches are closed. */
    void remove() {
        listeners.forEach(client.getCuratorListenable()::removeListener);
        listeners.clear();
        synchronized (users) {
            if (counted && users.byPath.merge(path, -1, Integer::sum) == 0) {
                users.byPath.remove(path);
                endWatch();
            }
            counted = false;
        }
    }

    /**
     * Ends the watch of the path. Without a connection there is no watch on the server, and the client does not set it
     * again on the next connection.
     */
    private void endWatch() {
        try {
            client.getZookeeperClient()
                    .getZooKeeper()
                    .removeAllWatches(path, WatcherType.PersistentRecursive, true, (rc, at, context) -> {}, null);
        } catch (Exception e) {
            log.debug("{} the watch of {} was not removed: {}", logPrefix, path, e.toString());
        }
    }

    /** Returns the listeners of Curator's persistent watches that the client has now. */
    private Set<CuratorListener> present() {
        Set<CuratorListener> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Listenable<CuratorListener> all = client.getCuratorListenable();
        if (all instanceof StandardListenerManager<CuratorListener> manager) {
            manager.forEach(listener -> {
                if (listener.getClass().getName().startsWith(PersistentWatcher.class.getName())) {
                    found.add(listener);
                }
            });
        }
        return found;
    }
}

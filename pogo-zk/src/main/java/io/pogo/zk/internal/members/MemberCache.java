package io.pogo.zk.internal.members;

import io.pogo.engine.format.MemberData;
import io.pogo.engine.members.Registry;
import io.pogo.zk.internal.store.ZkSession;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.cache.CuratorCacheStorage;
import org.apache.curator.framework.recipes.cache.PathChildrenCacheEvent;
import org.apache.curator.utils.ZKPaths;

/**
 * The entries of the members in ServiceDiscovery's folder, kept up to date by a CuratorCache. Curator's ServiceCache
 * does the same, and logs a warning at each start: it always gives its CuratorCache an executor, which CuratorCache
 * does not use.
 */
final class MemberCache implements Closeable {
    private final CuratorFramework client;
    private final String path;
    private final Runnable onChange;
    private final MemberData.Serializer serializer;
    private final Map<String, Registry.Entry> members = new ConcurrentHashMap<>();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final CuratorCache cache;
    private final CacheLeftovers leftovers;

    /**
     * Creates a cache that is not started.
     *
     * @param basePath the base path of the ServiceDiscovery
     * @param onChange called on a thread of Curator's after each change that follows the first load
     */
    MemberCache(CuratorFramework client, String basePath, String logPrefix, Runnable onChange) {
        this.client = client;
        this.path = ZKPaths.makePath(basePath, MemberInstances.SERVICE);
        this.onChange = onChange;
        this.leftovers = new CacheLeftovers(client, path, logPrefix);
        this.serializer = new MemberData.Serializer(logPrefix);
        this.cache = CuratorCache.builder(client, path)
                .withStorage(CuratorCacheStorage.dataNotCached())
                .build();
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forPathChildrenCache(path, client, (framework, event) -> onEvent(event))
                        .forInitialized(loaded::countDown)
                        .build());
    }

    /** Starts the cache; returns whether all entries were read within the limit. Blocks. */
    boolean start(Duration limit) throws Exception {
        client.createContainers(path);
        leftovers.start(cache);
        return loaded.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the entries; may be called on any thread. */
    Collection<Registry.Entry> members() {
        return List.copyOf(members.values());
    }

    @Override
    public void close() {
        cache.close();
    }

    /** Ends the cache on a client that may stay in use. Blocks. */
    void leave() {
        close();
        leftovers.remove();
    }

    private void onEvent(PathChildrenCacheEvent event) {
        switch (event.getType()) {
            case CHILD_ADDED, CHILD_UPDATED -> put(event.getData());
            case CHILD_REMOVED -> members.remove(event.getData().getPath());
            default -> {
                return;
            }
        }
        if (loaded.getCount() == 0) {
            onChange.run();
        }
    }

    private void put(ChildData entry) {
        if (ZkSession.stamp(entry.getStat()).isPersistent()) {
            members.remove(entry.getPath()); // no session stands behind it
            return;
        }
        MemberData read = serializer.decode(entry.getPath(), entry.getData());
        members.put(entry.getPath(), new Registry.Entry(read, entry.getStat().getEphemeralOwner()));
    }
}

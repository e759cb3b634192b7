package io.pogo.zk.internal.members;

import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Threads;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.members.Registry;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.zk.internal.store.ZkFailures;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.CloseableUtils;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of the members, based on Curator's ServiceDiscovery and a {@link MemberCache}. Curator's calls block, so
 * they are made on a thread of their own.
 */
public final class ServiceRegistry implements Registry {
    private static final Logger log = LoggerFactory.getLogger(ServiceRegistry.class);
    /** The time limit of the first load; the limit doubles after each failed load. */
    private static final Duration FIRST_LOAD_LIMIT = Duration.ofSeconds(3);

    /**
     * The time limit of a call. Curator retries each call as often as the client's retry policy allows, which may be
     * for ever.
     */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(15);

    private final String logPrefix;
    private final Runnable onChange;
    private final ServiceDiscovery<MemberData> discovery;
    private final CuratorFramework client;
    private final String basePath;
    private final ThreadPoolExecutor blocking;
    private volatile @Nullable MemberCache cache;
    private boolean started;
    private volatile Duration loadLimit = FIRST_LOAD_LIMIT;
    private @Nullable Future<?> lastCall;

    public ServiceRegistry(
            CuratorFramework client, String basePath, String nodeId, String logPrefix, Runnable onChange) {
        this.client = client;
        this.basePath = basePath;
        this.logPrefix = logPrefix;
        this.onChange = onChange;
        discovery = ServiceDiscoveryBuilder.builder(MemberData.class)
                .client(client)
                .basePath(basePath)
                .serializer(new MemberInstances(logPrefix))
                .build();
        blocking = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.factory(nodeId, "registry"));
        blocking.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<Void> follow() {
        return call(this::load, CALL_LIMIT.plus(loadLimit));
    }

    /**
     * Loads the directory as a whole. Blocks. A cache whose start was cut short is discarded, because it cannot be
     * started again.
     */
    private @Nullable Void load() throws Exception {
        if (cache != null) {
            return null;
        }
        if (!started) {
            started = true;
            discovery.start();
        }
        MemberCache made = new MemberCache(client, basePath, logPrefix, onChange);
        Duration limit = loadLimit;
        boolean loaded = false;
        try {
            loaded = made.start(limit);
        } finally {
            if (!loaded) {
                made.leave();
            }
        }
        if (!loaded) {
            loadLimit = limit.multipliedBy(2);
            throw new UnclearAnswer("the directory could not be read within " + limit.toMillis() + " ms");
        }
        cache = made;
        return null;
    }

    @Override
    public CompletableFuture<Void> register(MemberData entry) {
        return call(() -> {
            discovery.registerService(MemberInstances.of(entry));
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> update(MemberData entry) {
        return call(() -> {
            discovery.updateService(MemberInstances.of(entry));
            return null;
        });
    }

    @Override
    public Collection<Entry> entries() {
        MemberCache following = cache;
        return following == null ? List.of() : following.members();
    }

    @Override
    public void abandon() {
        blocking.shutdownNow();
        CloseableUtils.closeQuietly(cache);
    }

    @Override
    public CompletableFuture<Void> close(Duration limit) {
        if (lastCall != null) {
            lastCall.cancel(true);
        }
        CompletableFuture<Void> closed = call(
                () -> {
                    MemberCache following = cache;
                    if (following != null) {
                        following.leave();
                    }
                    discovery.close();
                    return null;
                },
                limit);
        blocking.shutdown();
        return closed;
    }

    /**
     * Returns the failure in the form that the loop expects. ZooKeeper's client throws an IllegalArgumentException for
     * an answer with an unknown code.
     */
    private static Throwable clear(Exception failure) {
        return failure instanceof IllegalArgumentException
                ? new UnclearAnswer("the directory could not be reached: " + failure)
                : ZkFailures.told(failure);
    }

    private CompletableFuture<Void> call(Callable<Void> blockingCall) {
        return call(blockingCall, CALL_LIMIT);
    }

    private CompletableFuture<Void> call(Callable<Void> blockingCall, Duration limit) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        try {
            Future<?> task = blocking.submit(() -> {
                try {
                    future.complete(blockingCall.call());
                } catch (Exception e) {
                    log.debug("{} the directory could not be reached", logPrefix, e);
                    future.completeExceptionally(clear(e));
                }
            });
            lastCall = task;
            Futures.whenDone(future.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS), (done, failure) -> {
                if (failure instanceof TimeoutException) {
                    task.cancel(true);
                }
            });
        } catch (RejectedExecutionException closed) {
            future.completeExceptionally(closed);
        }
        return future;
    }
}

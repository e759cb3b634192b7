package io.pogo.engine.members;

import io.pogo.MemberInfo;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Threads;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.events.Events;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.store.ZkFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * The directory of the members and their offers, based on Curator's ServiceDiscovery and a {@link MemberCache}.
 *
 * <p>The directory does not prove that a member lives: ServiceDiscovery deletes and creates its znode again at every
 * reconnect, and may leave it deleted. So this class monitors this node's entry and registers it again when it is
 * missing. Curator's calls block, so they are made on a thread of their own. The loop replaces the entries as a whole;
 * they may be read on any thread.
 */
public final class Directory {
    private static final Logger log = LoggerFactory.getLogger(Directory.class);
    /** The time limit of the first load; the limit doubles after each failed load. */
    private static final Duration FIRST_LOAD_LIMIT = Duration.ofSeconds(3);

    private static final long ANY = 0;

    /**
     * The time limit of a call. Curator retries each call as often as the client's retry policy allows, which may be
     * for ever.
     */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(15);

    private static final Duration REPAIR_DELAY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final String logPrefix;
    private final Runnable onChange;
    private final ServiceDiscovery<MemberData> discovery;
    private final CuratorFramework client;
    private final String basePath;
    private volatile @Nullable MemberCache cache;
    private boolean started;
    private volatile Duration loadLimit = FIRST_LOAD_LIMIT;
    private final ThreadPoolExecutor blocking;
    private volatile Map<String, MemberData> entries = Map.of();
    private final MemberNews news;
    private MemberData self;
    private @Nullable Future<?> lastCall;
    /** The session of the present stay. */
    private long stay = ANY;

    /** The session that owns this node's entry, 0 if there is none. */
    private long owner;

    private boolean ordered;
    private boolean leaving;
    private boolean registered;
    private boolean repairing;

    public Directory(
            EventLoop loop,
            Events events,
            CuratorFramework client,
            String basePath,
            String logPrefix,
            MemberData self,
            Runnable onChange) {
        this.loop = loop;
        this.client = client;
        this.basePath = basePath;
        this.news = new MemberNews(loop, events);
        this.logPrefix = logPrefix;
        this.self = self;
        this.onChange = onChange;
        discovery = ServiceDiscoveryBuilder.builder(MemberData.class)
                .client(client)
                .basePath(basePath)
                .serializer(new MemberData.Serializer(logPrefix))
                .build();
        String owner = self.info().id();
        blocking = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.factory(owner, "registry"));
        blocking.allowCoreThreadTimeOut(true);
    }

    /**
     * Follows the directory and registers this node in it, as far as that is not done yet.
     *
     * @param session the session of this stay, which owns this node's entry
     */
    public CompletableFuture<Void> enter(long session) {
        stay = session;
        return call(this::follow, CALL_LIMIT.plus(loadLimit))
                .thenRunAsync(this::refresh, loop)
                .thenCompose(ready -> registered ? CompletableFuture.completedFuture(null) : register());
    }

    /**
     * Loads the directory as a whole. Blocks. A cache whose start was cut short is discarded, because it cannot be
     * started again.
     */
    private @Nullable Void follow() throws Exception {
        if (cache != null) {
            return null;
        }
        if (!started) {
            started = true;
            discovery.start();
        }
        MemberCache made = new MemberCache(client, basePath, logPrefix, () -> loop.execute(this::refresh));
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

    /** Records that the stay is over; the entry may soon belong to the next session. */
    public void stayIsOver() {
        stay = ANY;
    }

    private CompletableFuture<Void> register() {
        registered = true;
        self = self.joining(Instant.ofEpochMilli(WallClock.millis()));
        MemberData entry = self;
        return call(() -> {
            discovery.registerService(entry.instance());
            return null;
        });
    }

    /** Announces that this node gives its children away because it is about to leave. */
    public CompletableFuture<Void> announceDraining() {
        leaving = true;
        return announce();
    }

    /** Records whether this node is ordered to give its children away, and announces a change. */
    public void drainIsOrdered(boolean isOrdered) {
        ordered = isOrdered;
        if (self.info().draining() != (ordered || leaving)) {
            log.info(
                    "{} {}", logPrefix, ordered ? "is drained: it gives its children away" : "is not drained any more");
            loop.when(announce(), (done, failure) -> {
                if (failure != null) {
                    log.debug("{} its entry is written when it is registered again", logPrefix, failure);
                }
            });
        }
    }

    private CompletableFuture<Void> announce() {
        self = self.draining(ordered || leaving);
        MemberData entry = self;
        return call(() -> {
            discovery.updateService(entry.instance());
            return null;
        });
    }

    /** Ends without a request to ZooKeeper, which cannot be reached: the znodes of this node end with its session. */
    public void abandon() {
        registered = false;
        blocking.shutdownNow();
        CloseableUtils.closeQuietly(cache);
    }

    /**
     * Removes this node from the directory, and ends. Curator continues in the background with steps that exceed the
     * limit.
     */
    public CompletableFuture<Void> close(Duration limit) {
        registered = false;
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

    /** Returns the incarnation, which distinguishes this supervisor from every other one with its node id. */
    public String incarnation() {
        return self.incarnation();
    }

    /** Returns the readable and the unreadable members, by id. */
    public Map<String, MemberData> entries() {
        return entries;
    }

    public List<MemberInfo> members() {
        return entries.values().stream()
                .map(MemberData::info)
                .sorted(Comparator.comparing(MemberInfo::id))
                .toList();
    }

    private void refresh() {
        MemberCache following = cache;
        if (following == null) {
            return;
        }
        Map<String, MemberData> now = new TreeMap<>();
        owner = 0;
        for (MemberCache.Entry entry : following.members()) {
            now.put(entry.member().info().id(), entry.member());
            if (entry.member().info().id().equals(self.info().id())) {
                owner = entry.session();
            }
        }
        entries = Map.copyOf(now);
        news.seen(now);
        repairIfMissing();
        onChange.run();
    }

    private void repairIfMissing() {
        if (registered && !repairing && !isRegistered()) {
            repairing = true;
            loop.after(REPAIR_DELAY, this::repair);
        }
    }

    private void repair() {
        repairing = false;
        if (registered && !isRegistered()) {
            log.warn("{} is missing in the directory and registers again", logPrefix);
            loop.when(register(), (done, failure) -> repairIfMissing());
        }
    }

    private boolean isRegistered() {
        MemberData entry = entries.get(self.info().id());
        return entry != null && entry.incarnation().equals(self.incarnation()) && (stay == ANY || stay == owner);
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

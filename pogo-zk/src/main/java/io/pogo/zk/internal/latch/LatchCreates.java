package io.pogo.zk.internal.latch;

import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.zk.internal.store.ZkFailures;
import io.pogo.zk.internal.store.ZkSession;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The creates of latch znodes. After a lost connection Curator finds a znode that it has created. After an unclear
 * answer it does not, and for an error code that it does not know it calls no callback. Such a znode would stand in the
 * queue ahead of every later latch of this node. So each name has a mark of its own, by which the znode is found, and
 * the latch is notified as if the create had been answered. On any thread.
 */
final class LatchCreates {
    private static final Logger log = LoggerFactory.getLogger(LatchCreates.class);

    /** The time after which the answer to a create may be lost without a report; a create takes a few milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The pause between two lookups of a znode, and before a create is sent again. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ZkSession session;
    private final String logPrefix;

    /** Creates the sender of a session's latch creates; nothing is created yet. */
    LatchCreates(ZkSession session, String logPrefix) {
        this.session = session;
        this.logPrefix = logPrefix;
    }

    /**
     * Creates the znode of a latch, as a LeaderLatch does it.
     *
     * @param client the client of the latch
     * @param path the name that the latch asked for, to which ZooKeeper adds a number
     * @param told called once with the answer
     */
    void create(CuratorFramework client, String path, byte[] data, BackgroundCallback told) throws Exception {
        new Creation(client, path, data, told).begin();
    }

    /** The creation of one latch znode. */
    private final class Creation {
        private final CuratorFramework client;
        private final String folder;
        private final String mark = mark();
        private final String path;
        private final byte[] data;
        private final BackgroundCallback told;
        private final long endNanos = System.nanoTime() + LatchOpening.LIMIT.toNanos();
        private boolean isTold;
        private @Nullable String foundPath;

        Creation(CuratorFramework client, String path, byte[] data, BackgroundCallback told) {
            this.client = client;
            this.folder = ScopePaths.parent(path);
            this.path = folder + "/" + mark + ScopePaths.lastSegment(path);
            this.data = data;
            this.told = told;
        }

        void begin() throws Exception {
            send();
            after(PATIENCE, () -> find(null));
        }

        private void send() throws Exception {
            client.create()
                    .creatingParentContainersIfNeeded()
                    .withProtection()
                    .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                    .inBackground(this::answered)
                    .forPath(path, data);
        }

        private void answered(CuratorFramework by, CuratorEvent event) throws Exception {
            if (ZkFailures.isUnclear(event.getResultCode())) {
                find(event);
            } else if (!isKnown(event.getName())) {
                told.processResult(by, event);
            }
        }

        /**
         * Returns whether the latch has already received this znode by a lookup; counts the latch as answered from now
         * on.
         */
        private synchronized boolean isKnown(@Nullable String name) {
            boolean known = name != null && name.equals(foundPath);
            isTold = true;
            return known;
        }

        private synchronized boolean isOver() {
            return isTold;
        }

        /**
         * Looks for the znode.
         *
         * @param unclear the answer to the create; null if none was reported
         */
        private void find(@Nullable CuratorEvent unclear) {
            if (isOver()) {
                return;
            }
            Futures.whenDone(session.children(folder), (names, failure) -> {
                if (names != null) {
                    onNames(names, unclear);
                } else if (failure != null && Failures.isLoss(failure) && Failures.refusal(failure) != Refusal.ENDED) {
                    after(PAUSE, () -> find(unclear));
                }
            });
        }

        private void onNames(List<String> names, @Nullable CuratorEvent unclear) {
            Optional<String> ours =
                    names.stream().filter(name -> name.contains("-" + mark)).findFirst();
            if (ours.isPresent()) {
                found(folder + "/" + ours.get());
            } else if (System.nanoTime() - endNanos > 0) {
                log.debug("{} {} was not created in time", logPrefix, path);
            } else if (unclear != null) {
                after(PAUSE, this::sendAgain);
            } else {
                after(PATIENCE, () -> find(null));
            }
        }

        private void found(String znode) {
            synchronized (this) {
                if (isTold) {
                    return;
                }
                isTold = true;
                foundPath = znode;
            }
            try {
                told.processResult(client, created(znode));
            } catch (Exception e) {
                log.debug("{} {} was found and is not used", logPrefix, znode, e);
            }
        }

        private void sendAgain() {
            try {
                if (!isOver()) {
                    send();
                }
            } catch (Exception e) {
                log.debug("{} {} cannot be created", logPrefix, path, e);
            }
        }
    }

    private static String mark() {
        return UUID.randomUUID().toString().substring(0, ScopePaths.LATCH_MARK_LENGTH - 1) + "-";
    }

    /** Runs a task after a pause, without a thread of its own: the task must not block. */
    private static void after(Duration pause, Runnable task) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(task);
    }

    /** An answer that says that a znode was created. */
    private static CuratorEvent created(String znode) {
        return (CuratorEvent) Proxy.newProxyInstance(
                LatchCreates.class.getClassLoader(),
                new Class<?>[] {CuratorEvent.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getResultCode" -> Code.OK.intValue();
                    case "getName" -> znode;
                    default -> null;
                });
    }
}

package io.pogo.zk.internal.latch;

import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Threads;
import io.pogo.engine.store.Failures;
import io.pogo.zk.internal.store.ZkFailures;
import io.pogo.zk.internal.store.ZkSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/**
 * The deletes of latch znodes. One that was cut short, or refused because permission was missing, is made again at the
 * next reconnection and every five seconds, with the session that the client has by then: the names are unique, so it
 * can reach no other latch. What is still there at the end of its session goes with that. While ZooKeeper is away
 * nothing is repeated and nothing is logged. On any thread.
 */
final class LatchDeletes {
    private static final int ANY_VERSION = -1;

    private final CuratorFramework client;
    private final ZkSession session;
    private final AtomicBoolean isRepeating = new AtomicBoolean();
    private final Set<String> cutShort = new HashSet<>();
    private final ConnectionStateListener reconnections = (framework, state) -> onState(state);

    /** Creates the sender of a session's latch deletes; nothing is to be deleted yet. */
    LatchDeletes(CuratorFramework client, ZkSession session) {
        this.client = client;
        this.session = session;
    }

    /** Deletes the znode of a latch that was closed, or that has another one now. */
    void delete(String path) {
        Futures.whenDone(session.delete(path, ANY_VERSION), (done, failure) -> {
            if (failure != null && isToBeRepeated(failure)) {
                keep(path);
                repeatLater();
                deleteInNextSession(path);
            }
        });
    }

    /**
     * Deletes at once where the next session is there already, so that no reconnection is to come: a latch that is open
     * at the end of its session makes itself another znode in the next one.
     */
    private void deleteInNextSession(String path) {
        if (client.getZookeeperClient().isConnected()) {
            withHandle(current -> {
                if (current.getSessionId() != session.id()) {
                    deleteAgain(current, path);
                }
            });
        }
    }

    /** Repeats what is left until it is gone: after an unclear answer, for one, no reconnection is to come. */
    private void repeatLater() {
        if (isRepeating.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(
                            Failures.UNTIL_MENDED.toMillis(),
                            TimeUnit.MILLISECONDS,
                            task -> Threads.run("latch", "delete", task))
                    .execute(this::repeat);
        }
    }

    private void repeat() {
        isRepeating.set(false);
        if (!all().isEmpty() && client.getState() == CuratorFrameworkState.STARTED) {
            if (client.getZookeeperClient().isConnected()) {
                withHandle(current -> all().forEach(path -> deleteAgain(current, path)));
            }
            repeatLater();
        }
    }

    /**
     * Registers a delete to be repeated. Called before ZooKeeper's event thread processes the reconnection, so that
     * none is missed.
     */
    private synchronized void keep(String path) {
        if (cutShort.isEmpty()) {
            client.getConnectionStateListenable().addListener(reconnections);
        }
        cutShort.add(path);
    }

    private synchronized void forget(String path) {
        cutShort.remove(path);
        if (cutShort.isEmpty()) {
            client.getConnectionStateListenable().removeListener(reconnections);
        }
    }

    private synchronized List<String> all() {
        return List.copyOf(cutShort);
    }

    private void onState(ConnectionState state) {
        if (state == ConnectionState.RECONNECTED) {
            withHandle(current -> all().forEach(path -> deleteAgain(current, path)));
        }
    }

    private void withHandle(Consumer<ZooKeeper> use) {
        try {
            use.accept(client.getZookeeperClient().getZooKeeper());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // There is no handle: the next reconnection is another chance.
            return;
        }
    }

    private void deleteAgain(ZooKeeper current, String path) {
        current.delete(
                path,
                ANY_VERSION,
                (rc, at, context) -> {
                    if (!ZkFailures.isUnclear(rc) && !isToBeRepeated(Code.get(rc), path)) {
                        forget(path);
                    }
                },
                null);
    }

    private static boolean isToBeRepeated(Code code, String path) {
        return code != Code.OK && isToBeRepeated(ZkFailures.of(code, path));
    }

    /** A refusal ends when permission is given; until then the znode would keep all others out. */
    private static boolean isToBeRepeated(Throwable failure) {
        return Failures.isLoss(failure) || Failures.isRefusal(failure);
    }
}

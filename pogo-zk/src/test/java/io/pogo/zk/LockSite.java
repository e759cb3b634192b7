package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Ownership;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.Claims;
import io.pogo.engine.tree.LockFolder;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.latch.LatchClient;
import io.pogo.zk.internal.latch.LatchLock;
import io.pogo.zk.internal.latch.Latches;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** A node as far as locks are concerned: a session, which may be cut off, a loop, and locks. */
final class LockSite implements AutoCloseable {
    /**
     * No lock is handed from one session to the next here: it outlives a cut and the second that a client may wait
     * after that.
     */
    private static final Duration SESSION = Duration.ofSeconds(4);

    private final TestZooKeeper zk;
    private final String nodeId;
    private final ScopePaths paths;
    private final Relay relay;
    private final CuratorFramework client;
    private final EventLoop loop;
    private final ZkSession session;
    private final ChildLock.Factory locks;
    private final List<Lock> made = new CopyOnWriteArrayList<>();

    LockSite(TestZooKeeper zk, ScopePaths paths, Ownership ownership, String nodeId) throws Exception {
        this.zk = zk;
        this.nodeId = nodeId;
        this.paths = paths;
        this.relay = new Relay(zk.server().getPort());
        this.client = zk.newClient(relay.connectString(), SESSION);
        client.blockUntilConnected();
        this.loop = new EventLoop(nodeId);
        this.session = new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
        this.locks = ownership == Ownership.CLAIM
                ? new Claims(loop, session, paths, nodeId, "1")
                : new Latches(loop, session, LatchClient.of(client, session, "[test]"), paths, nodeId);
        client.getConnectionStateListenable().addListener((c, state) -> {
            if (state == ConnectionState.RECONNECTED) {
                loop.execute(() -> made.forEach(lock -> lock.lock().verify()));
            }
        });
    }

    Relay relay() {
        return relay;
    }

    /** Waits until all that the client has begun is answered, and what follows from the answers too. */
    void awaitQuiet() throws Exception {
        for (int i = 0; i < 6; i++) {
            client.checkExists().forPath("/");
        }
    }

    ZkSession session() {
        return session;
    }

    /** Gives back what the session holds of children that are not here. */
    void compare(String... here) {
        loop.execute(() -> locks.compare(List.of(here)::contains));
    }

    /** Gives a claim back that was thought to be there, and waits for that. */
    void releaseLate(ChildLock.Grant grant) {
        String id = ScopePaths.childId(ScopePaths.parent(grant.path())).orElseThrow();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        loop.execute(() ->
                ((Claims) locks).release(id, grant, () -> gone.complete(null)).begin());
        eventually().until(gone::isDone);
    }

    /** Asks for the lock of a child that is assigned to this node, by what is stored now. */
    Lock acquire(String id) throws Exception {
        String path = paths.assignment(nodeId, id);
        if (client.checkExists().forPath(path) == null) {
            client.create().creatingParentsIfNeeded().forPath(path);
        }
        int version = client.checkExists().forPath(path).getVersion();
        return acquire(assignment(id, version));
    }

    /** Asks for the lock of a child with this latch. */
    Lock acquire(String id, LeaderLatch latch) throws Exception {
        LockFolder folder = folder(id);
        Latches latches = (Latches) locks;
        return acquire(lock -> new LatchLock(loop, session, latches, latch, id, folder, lock));
    }

    Lock acquire(StoredAssignment assignment) throws Exception {
        return acquire(assignment, folder(assignment.assignment().childId()));
    }

    Lock acquire(StoredAssignment assignment, LockFolder folder) {
        return acquire(lock -> locks.create(assignment, folder, lock));
    }

    private Lock acquire(Function<Lock, ChildLock> making) {
        Lock lock = new Lock();
        loop.execute(() -> {
            ChildLock asked = making.apply(lock);
            lock.lock = asked;
            made.add(lock);
            asked.acquire();
        });
        return lock;
    }

    StoredAssignment assignment(String id, int version) {
        Assignment assignment = new Assignment(id, nodeId, session.id(), 1, 1, StartReason.FIRST_START);
        return new StoredAssignment(paths.assignment(nodeId, id), version, assignment, false, false, null);
    }

    /** The folder of a child's locks as it is now; read past the relay. */
    LockFolder folder(String id) throws Exception {
        Stat stat = Objects.requireNonNull(zk.client().checkExists().forPath(paths.owner(id)));
        return new LockFolder(stat.getCzxid(), stat.getVersion());
    }

    /** The session is closed, and with it whatever it has made. */
    @Override
    public void close() {
        client.close();
        loop.close();
        relay.close();
    }

    /** One lock, and what its holder was told. */
    final class Lock implements ChildLock.Holder {
        private final List<ChildLock.Grant> grants = new CopyOnWriteArrayList<>();
        private volatile boolean lost;
        private volatile boolean released;
        private volatile @Nullable ChildLock lock;

        @Override
        public void granted(ChildLock.Grant grant) {
            grants.add(grant);
        }

        @Override
        public void lost(String why) {
            lost = true;
        }

        @Override
        public void released() {
            released = true;
        }

        ChildLock.Grant awaitGrant() {
            eventually().until(() -> !grants.isEmpty());
            return grants.get(0);
        }

        void assertGrantedOnce() {
            assertThat(grants).hasSize(1);
            assertThat(lost).isFalse();
        }

        boolean isGranted() {
            return !grants.isEmpty();
        }

        boolean isLost() {
            return lost;
        }

        boolean isReleased() {
            return released;
        }

        private ChildLock lock() {
            return Objects.requireNonNull(lock);
        }

        void assigned(StoredAssignment assignment) {
            loop.execute(() -> lock().assigned(assignment));
        }

        void release() {
            loop.execute(() -> lock().release());
        }

        void abandon() {
            loop.execute(() -> lock().abandon());
        }

        void releaseAndWait() {
            release();
            eventually().until(this::isReleased);
        }
    }
}

package io.pogo.zk.internal.latch;

import io.pogo.NodeIdInUseException;
import io.pogo.PogoException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.Json;
import io.pogo.engine.members.Place;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Watch;
import io.pogo.zk.internal.store.ZkSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of this node in the planner's queue. The first member in the queue is the planner; every member in the
 * queue is alive. All on the loop.
 *
 * <p>The queue also decides which supervisor has a node id: of two places with one id the first has it. The other waits
 * until the first is gone, which is how a node that was killed comes back, and is refused if the first stays. A place
 * belongs to one supervisor, under one session: two supervisors that share a client share its session too, and each
 * recognises its own places by their paths.
 */
public final class Candidacy implements Place {
    private static final Logger log = LoggerFactory.getLogger(Candidacy.class);

    private static final Duration LOOK_PAUSE = Duration.ofMillis(1);

    private final EventLoop loop;
    private final ZkSession session;
    private final String root;
    private final String nodeId;
    private final Set<String> formerPlaces;
    private final Supplier<LeaderLatch> latches;
    private final Listener listener;
    private final PlannerQueue queue;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Watch queueChanges = this::onQueueEvent;
    private final Watch deletions = this::onOwnEvent;
    private final LatchCheck check;
    private LeaderLatch latch;
    private long queuedNanos;
    private boolean waitingForTwin;
    private boolean closed;

    /**
     * Creates a candidacy without a place in the queue.
     *
     * @param formerPlaces the places that this supervisor has left, in any of its stays: a place whose removal is still
     *     pending is not another supervisor's
     * @param latches creates new latches of the queue, for this node id
     */
    public Candidacy(
            EventLoop loop,
            ZkSession session,
            String root,
            String nodeId,
            Set<String> formerPlaces,
            Supplier<LeaderLatch> latches,
            Listener listener) {
        this.loop = loop;
        this.session = session;
        this.root = root;
        this.nodeId = nodeId;
        this.formerPlaces = formerPlaces;
        this.latches = latches;
        this.listener = listener;
        this.queue = new PlannerQueue(loop, session, root);
        this.latch = newLatch();
        this.check = new LatchCheck(
                loop, session, root, () -> closed || latch.hasLeadership() ? null : latch.getOurPath(), this::replace);
    }

    /**
     * Enters the queue. Completes when this node has the node id; fails if, after {@code patience}, another member
     * still has it or the queue could not be entered.
     */
    @Override
    public CompletableFuture<Void> join(Duration patience) {
        if (closed) {
            // Too late: a latch that was never started cannot be closed, and would stand in the queue for as long as
            // the session.
            return joined;
        }
        start(latch);
        look();
        check.lookSoon();
        loop.after(patience.dividedBy(2), () -> {
            if (!closed && !joined.isDone() && latch.getOurPath() == null) {
                replace(); // Curator only logs an answer that it did not expect.
            }
        });
        EventLoop.Timer timer = loop.after(patience, () -> {
            if (joined.completeExceptionally(tooLate(patience))) {
                close();
            }
        });
        return joined.whenComplete((done, failure) -> {
            timer.cancel();
            session.unwatch(root, queueChanges);
        });
    }

    @Override
    public @Nullable String path() {
        return closed || !joined.isDone() ? null : latch.getOurPath();
    }

    /** Checks this node's znode again, after a reconnect or when the znode was reported as missing. */
    @Override
    public void verify() {
        if (!joined.isDone()) {
            look();
        } else {
            watchOwn();
            check.lookSoon();
        }
    }

    /** Checks whether this latch leads now, after another member has left. */
    @Override
    public void mayLead() {
        check.lookSoon();
    }

    /** Leaves the queue. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            close(latch);
        }
    }

    private PogoException tooLate(Duration patience) {
        return waitingForTwin
                ? new NodeIdInUseException("node id " + nodeId + " is in use by another live member of " + root, null)
                : new UnavailableException(
                        "could not enter the queue " + root + " within " + patience.toMillis() + " ms", null);
    }

    private LeaderLatch newLatch() {
        LeaderLatch made = latches.get();
        made.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                String path = made.getLastPathIsLeader();
                loop.execute(() -> {
                    if (!closed && made == latch) {
                        listener.elected(path);
                    }
                });
            }

            @Override
            public void notLeader() {
                loop.execute(() -> {
                    if (!closed && made == latch) {
                        listener.deposed();
                    }
                });
            }
        });
        return made;
    }

    private void look() {
        if (!closed && !joined.isDone()) {
            loop.when(queue.read(queueChanges), this::onQueue);
        }
    }

    private void onQueue(List<PlannerQueue.@Nullable Entry> entries, @Nullable Throwable failure) {
        if (closed || joined.isDone()) {
            return;
        }
        if (failure != null) {
            if (!Failures.isLoss(failure)) {
                joined.completeExceptionally(failure);
            }
            return;
        }
        String ours = latch.getOurPath();
        boolean waited = waitingForTwin;
        waitingForTwin = false;
        for (PlannerQueue.Entry entry : entries) {
            if (entry.path().equals(ours)) {
                joined.complete(null);
                watchOwn();
                return;
            }
            if (!entry.nodeId().equals(nodeId) || formerPlaces.contains(entry.path())) {
                continue;
            }
            if (entry.session() == session.id() && ours == null) {
                // It may be ours, and Curator is about to learn its path.
                loop.after(LOOK_PAUSE, this::look);
            } else {
                waitFor(entry, waited);
            }
            return;
        }
    }

    private void waitFor(PlannerQueue.Entry twin, boolean announced) {
        waitingForTwin = true;
        if (!announced) {
            log.info(
                    "{} node id {} is held by session {}; waiting for that to end",
                    loop.logPrefix(),
                    nodeId,
                    Json.hex(twin.session()));
        }
    }

    private void onQueueEvent(String path, Watch.Kind kind) {
        if (kind == Watch.Kind.LISTED) {
            loop.execute(this::look);
        }
    }

    private void watchOwn() {
        String ours = latch.getOurPath();
        if (!closed && ours != null) {
            loop.when(session.read(ours, deletions), (znode, failure) -> {
                if (failure == null && znode.isEmpty()) {
                    onDeleted(ours);
                }
            });
        }
    }

    private void onOwnEvent(String path, Watch.Kind kind) {
        if (kind == Watch.Kind.DELETED) {
            loop.execute(() -> onDeleted(path));
        }
    }

    /**
     * Queues again if this node's znode was deleted, which LeaderLatch does not notice; watches the new znode if
     * LeaderLatch has made one.
     */
    private void onDeleted(String path) {
        if (closed) {
            return;
        }
        String ours = latch.getOurPath();
        if (ours != null && !ours.equals(path)) {
            watchOwn();
            return;
        }
        replace();
        log.warn(
                "{} the znode {} of {} in the planner's queue was deleted; it queues again",
                loop.logPrefix(),
                path,
                nodeId);
    }

    private void replace() {
        close(latch);
        listener.deposed();
        queueAgain();
    }

    private void queueAgain() {
        if (closed) {
            return;
        }
        LeaderLatch made = newLatch();
        latch = made;
        queuedNanos = System.nanoTime();
        try {
            start(made);
        } catch (Exception | Error e) {
            // An Error, too, when the system has no thread left for it.
            log.warn("{} {} cannot queue as planner, and tries again: {}", loop.logPrefix(), nodeId, e.toString());
            loop.after(Failures.UNTIL_MENDED, () -> {
                if (latch == made) {
                    queueAgain();
                }
            });
            return;
        }
        watchOwnSoon();
    }

    private void watchOwnSoon() {
        if (!closed && latch.getOurPath() == null) {
            if (System.nanoTime() - queuedNanos > Failures.UNTIL_MENDED.toNanos()) {
                replace();
            } else {
                loop.after(Duration.ofMillis(20), this::watchOwnSoon);
            }
        } else {
            watchOwn();
            check.lookSoon();
        }
    }

    private static void start(LeaderLatch latch) {
        try {
            latch.start();
        } catch (Exception e) {
            throw new IllegalStateException("a new latch can always be started", e);
        }
    }

    private void close(LeaderLatch latch) {
        String place = latch.getOurPath();
        if (place != null) {
            formerPlaces.add(place);
        }
        try {
            latch.close();
        } catch (IOException | IllegalStateException e) {
            log.debug("{} closing the planner's latch: {}", loop.logPrefix(), e.toString());
        }
    }
}

package io.pogo.zk.internal.latch;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Gate;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child's lock as Curator's LeaderLatch; the token is the czxid of the latch znode.
 *
 * <p>LeaderLatch calls its listeners under its own monitor, so they only post to the loop. It does not notice that its
 * own znode was deleted (CURATOR-171): the read of its czxid leaves a watch that does. And it may believe in a znode of
 * an earlier session: the znode's owner is compared with ours.
 *
 * <p>LeaderLatch makes the folder of its znode when that is missing: then the child was removed since its spec was
 * read, and there may be another one of its id by now. Such a lock is lost before it is granted, and takes the folder
 * away with it, see {@link LatchRelease}.
 *
 * <p>When an answer was lost while it was being opened, a latch makes its znode twice, once as a retry and once as its
 * reset on reconnection, and drops one of them: possibly the one that it just said it leads with. So what is gone
 * before the grant is no loss if the latch has another znode by then.
 */
public final class LatchLock implements ChildLock {
    private static final Logger log = LoggerFactory.getLogger(LatchLock.class);

    private static final String AFRESH = "its spec has to be read again";
    private static final Duration LOOK_PAUSE = Duration.ofMillis(5);
    private static final Duration STRAY_PAUSE = Duration.ofMillis(500);
    private static final Duration SWAPPING = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final ZkSession session;
    private final Latches latches;
    private final LeaderLatch latch;
    private final String childId;
    private final LockFolder folder;
    private final Holder holder;
    private final Watch deletions = this::onEvent;
    private final LatchCheck check;
    private final LatchOpening opening;
    private Gate.@Nullable Place place;
    private @Nullable String path;
    private @Nullable Grant grant;
    private boolean restoring;
    private long ledNanos;
    private boolean lost;
    private boolean abandoned;
    private @Nullable LatchRelease release;

    public LatchLock(
            EventLoop loop,
            ZkSession session,
            Latches latches,
            LeaderLatch latch,
            String childId,
            LockFolder folder,
            Holder holder) {
        this.loop = loop;
        this.session = session;
        this.latches = latches;
        this.latch = latch;
        this.childId = childId;
        this.folder = folder;
        this.holder = holder;
        this.opening = new LatchOpening(loop, session, latch);
        this.check = new LatchCheck(
                loop,
                session,
                latches.folder(childId),
                () -> isWaiting() ? latch.getOurPath() : null,
                () -> lose("its latch stands first and does not lead"));
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                String leaderPath = latch.getLastPathIsLeader();
                loop.execute(() -> onLeader(leaderPath));
            }

            @Override
            public void notLeader() {
                loop.execute(LatchLock.this::onNotLeader);
            }
        });
    }

    @Override
    public void acquire() {
        if (folder.czxid() == 0) {
            restoreFolder();
        } else {
            place = latches.gate().enter(this::open);
        }
    }

    /** Somebody has deleted it. LeaderLatch would make it as a container, which ZooKeeper may take away again. */
    private void restoreFolder() {
        restoring = true;
        loop.when(latches.restore(childId), (isThere, failure) -> {
            if (failure == null) {
                restoring = false;
                lose(AFRESH);
            } else if (!Failures.isLoss(failure)) {
                log.error(
                        "{} {} is missing, and could not be made again",
                        loop.logPrefix(),
                        latches.folder(childId),
                        failure);
                loop.after(Failures.UNTIL_MENDED, this::restoreIfWanted);
            }
        });
    }

    /**
     * Removes latch znodes that belong to no session, which would never be released. Repeated for as long as the latch
     * waits.
     */
    private void removeStrays() {
        if (isWaiting()) {
            loop.when(latches.removeStrays(childId), (removed, failure) -> {});
            check.lookSoon();
            loop.after(Failures.UNTIL_MENDED, this::removeStrays);
        }
    }

    private boolean isWaiting() {
        return grant == null && release == null && !lost;
    }

    private void restoreIfWanted() {
        if (restoring && release == null && !lost) {
            restoreFolder();
        }
    }

    private void open() {
        opening.begin();
        try {
            latch.start();
        } catch (Exception | Error e) {
            // An Error, too, when the system has no thread left for it.
            log.warn("{} the latch of {} could not be started", loop.logPrefix(), latch.getId(), e);
            opening.done();
            lose("its latch could not be started: " + e);
        }
        loop.after(Failures.UNTIL_MENDED, this::loseIfNotMade);
        loop.after(STRAY_PAUSE, this::removeStrays);
    }

    /** LeaderLatch only logs that it may not create its znode. */
    private void loseIfNotMade() {
        if (grant == null && latch.getOurPath() == null) {
            lose("its latch could not be made; may this node create znodes in " + latches.folder(childId) + "?");
        }
    }

    /** A latch asks for nothing but its place in the queue. */
    @Override
    public void assigned(StoredAssignment assignment) {}

    @Override
    public void verify() {
        if (release != null) {
            release.verify();
        } else if (restoring) {
            restoreIfWanted();
        } else if (path != null) {
            look(path);
        }
    }

    @Override
    public void release() {
        leaveGate();
        boolean mayHaveMadeFolder = opening.hasBegun() && grant == null;
        release = new LatchRelease(loop, session, latches, latch, childId, mayHaveMadeFolder, holder::released);
        if (abandoned) {
            release.abandon();
        }
        release.begin(opening::isOver);
    }

    @Override
    public void abandon() {
        abandoned = true;
        if (release != null) {
            release.abandon();
        } else {
            lose("the ZooKeeper session is lost");
        }
    }

    private void onLeader(String leaderPath) {
        opening.done();
        ledNanos = System.nanoTime();
        lookAtLeader(leaderPath);
    }

    private void lookAtLeader(String leaderPath) {
        if (release == null && !lost) {
            path = leaderPath;
            look(leaderPath);
        }
    }

    /** Handles the loss of leadership. Before the grant the latch goes back into the queue, and leads again later. */
    private void onNotLeader() {
        if (grant != null) {
            lose("its latch lost leadership");
        }
    }

    private void look(String at) {
        CompletableFuture<Boolean> isBelow =
                grant != null ? CompletableFuture.completedFuture(true) : latches.isIn(folder, at);
        // Not exists(): on a znode that is gone it would leave its watch for as long as the session.
        CompletableFuture<Optional<Stamp>> found =
                session.read(at, deletions).thenApply(znode -> znode.map(Znode::stamp));
        loop.when(found.thenCombine(isBelow, Look::new), (look, failure) -> {
            if (look != null) {
                onLook(at, look);
            } else if (!Failures.isLoss(failure)) {
                log.error("{} {} cannot be looked at", loop.logPrefix(), at, Futures.cause(failure));
            }
        });
    }

    /** The state of the latch's own znode, and whether it is below the folder that was read before the spec. */
    private record Look(Optional<Stamp> stat, boolean isBelow) {}

    private void onLook(String at, Look look) {
        Optional<Stamp> stat = look.stat();
        if (release != null) {
            return;
        }
        if (stat.isEmpty()) {
            onGone(at);
        } else if (stat.get().owner() != session.id()) {
            lose("its latch znode belongs to another session");
        } else if (!look.isBelow()) {
            lose(AFRESH);
        } else if (grant == null) {
            grant = new Grant(stat.get().czxid(), at, folder.version(), session.id());
            leaveGate();
            holder.granted(grant);
        }
    }

    private void onGone(String at) {
        if (grant != null || at.equals(latch.getOurPath()) || System.nanoTime() - ledNanos > SWAPPING.toNanos()) {
            lose("its latch znode is gone");
        } else if (latch.hasLeadership()) {
            // The latch does not tell when it leads on with its other znode.
            loop.after(LOOK_PAUSE, () -> lookAtLeader(latch.getLastPathIsLeader()));
        }
    }

    private void onEvent(String at, Watch.Kind kind) {
        if (kind == Watch.Kind.DELETED) {
            loop.execute(() -> onDeleted(at));
        }
    }

    private void onDeleted(String at) {
        if (release == null && at.equals(path)) {
            onGone(at);
        }
    }

    private void leaveGate() {
        if (place != null) {
            place.leave();
        }
    }

    private void lose(String why) {
        if (release == null && !lost) {
            lost = true;
            holder.lost(why);
        }
    }
}

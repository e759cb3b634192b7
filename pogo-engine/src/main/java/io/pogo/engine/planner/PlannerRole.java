package io.pogo.engine.planner;

import io.pogo.core.NodeTrust;
import io.pogo.core.PlacementPlan;
import io.pogo.core.PlanStep;
import io.pogo.core.Replanner;
import io.pogo.core.ScopeState;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.MonotonicClock;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.events.Events;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.Directory;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.members.Roster;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Watch;
import io.pogo.engine.tree.Folders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The planner's work while this node is the planner: follows what is wanted, planned and failed, requests the changes
 * from {@link Replanner}, and writes them. All on the loop.
 *
 * <p>It plans only on a complete view, one plan at a time, and again when the last one is written or anything has
 * changed.
 */
public final class PlannerRole {
    private static final Logger log = LoggerFactory.getLogger(PlannerRole.class);

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final Directory directory;
    private final String logPrefix;
    private final IntConsumer onPending;
    private final Runnable onIdle;
    private final Replanner planner;
    private final NodeTrust trust;
    private final SuspectLog suspects;
    private final AssignmentFolders folders;
    private final ScopeMirror mirror;
    private final PlannerQueue queue;
    private final ControlMirror control;
    private final Roster roster = new Roster();
    private final PlanWriter writer;
    private final OnceRuns onceRuns;
    private final MovesInFlight moves;
    private final OwnerSweeper sweeper;
    private final ScopeGate gate;
    private final LayoutRepair layout;
    private final Set<String> emptyFolders = new HashSet<>();
    private final Watch queueChanges = this::onQueueEvent;
    private final long electedAt;
    private long membersChangedAt;
    private boolean queueKnown;
    private boolean planning;
    private boolean swept;
    private boolean closed;
    private EventLoop.@Nullable Timer wake;

    public PlannerRole(
            EventLoop loop,
            Session session,
            ScopePaths paths,
            Directory directory,
            SupervisorSettings settings,
            String guard,
            Events events,
            IntConsumer onPending,
            Runnable onIdle,
            Runnable onGuardLost) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.directory = directory;
        this.logPrefix = settings.logPrefix();
        this.onPending = onPending;
        this.onIdle = onIdle;
        this.trust = new NodeTrust(settings.planner());
        this.planner = new Replanner(settings.planner(), trust);
        this.folders = new AssignmentFolders(paths);
        EarlierRuns earlier = new EarlierRuns(session, paths);
        this.mirror = new ScopeMirror(
                loop,
                session,
                paths,
                settings,
                earlier,
                this::planSoon,
                this::adjustGate,
                this::onSpecGone,
                this::onFolder);
        this.queue = new PlannerQueue(loop, session, paths.planner());
        this.suspects = new SuspectLog(loop, session, paths, guard, events, settings.logPrefix());
        this.control = new ControlMirror(loop, session, paths, queue, this::planSoon);
        this.writer =
                new PlanWriter(loop, session, paths, mirror, folders, earlier, guard, this::planSoon, onGuardLost);
        this.onceRuns = new OnceRuns(loop, session, paths, guard, this::planSoon);
        this.moves = new MovesInFlight(loop, session, paths, this::planSoon);
        this.sweeper = new OwnerSweeper(loop, session, paths, this::planSoon);
        this.gate = new ScopeGate(loop, session, paths, guard, settings.scopeLimits(), this::planSoon);
        this.layout = new LayoutRepair(loop, session, paths, settings);
        this.electedAt = MonotonicClock.millis();
        this.membersChangedAt = electedAt;
    }

    /** Begins, or compares again after a reconnect. */
    public void compare() {
        queueKnown = false;
        writer.reset();
        gate.reset();
        onceRuns.reset();
        suspects.reset();
        layout.compare();
        mirror.compare();
        control.compare();
        moves.compare();
        swept = false;
        loop.when(session.watch(paths.planner(), queueChanges), (watched, failure) -> readQueue());
    }

    /** Plans again after a change of the directory. */
    public void onDirectory() {
        planSoon();
    }

    /**
     * Returns whether all known work is done. Work that waits for an owner that may be stuck is left to that owner's
     * node, or to the next planner.
     *
     * @param hasStuck whether this node has a stuck child
     */
    public boolean isIdle(boolean hasStuck) {
        boolean isSwept = sweeper.isIdle()
                || (sweeper.onlyWaits() && (hasStuck || roster.nodes().size() > 1));
        return isViewWhole()
                && mirror.isQuiet()
                && !planning
                && !writer.isBusy()
                && onceRuns.onlyWaits()
                && swept
                && isSwept;
    }

    public void close() {
        closed = true;
        cancelWake();
        layout.close();
        mirror.close();
        control.close();
        moves.close();
        onceRuns.close();
        sweeper.close();
        session.unwatch(paths.planner(), queueChanges);
    }

    private void onQueueEvent(String path, Watch.Kind kind) {
        if (kind == Watch.Kind.LISTED) {
            loop.execute(this::readQueue);
        }
    }

    private void readQueue() {
        loop.when(queue.read(null), (entries, failure) -> {
            if (failure == null && !closed) {
                queueKnown = true;
                Set<String> left = roster.queueIs(entries);
                confirm(left, this::planSoon);
                queue.removeStrays();
                if (left.isEmpty()) {
                    planSoon();
                } // else the first plan is the one that knows who is dead
            }
        });
    }

    /**
     * Checks the znodes of members that the cache lists although the queue does not: the cache may be outdated, so the
     * znode itself decides.
     *
     * @param onPresent called for each member that is still there, or could not be looked up
     */
    private void confirm(Set<String> ids, Runnable onPresent) {
        for (String id : ids) {
            loop.when(session.exists(paths.member(id), null), (stat, failure) -> {
                if (failure == null && stat.filter(Stamp::isEphemeral).isEmpty()) {
                    roster.confirmedGone(id);
                    planSoon();
                } else {
                    onPresent.run();
                }
            });
        }
    }

    private void onFolder(String path) {
        folders.add(path);
        if (ScopePaths.parent(path).equals(paths.assignments())) {
            emptyFolders.add(ScopePaths.lastSegment(path));
        }
    }

    private void onSpecGone(String id) {
        sweeper.sweep(id);
    }

    private void planSoon() {
        if (!planning && !closed) {
            planning = true;
            loop.execute(() -> {
                planning = false;
                if (!closed && isViewWhole()) {
                    adjustGate();
                    if (!writer.isBusy()) {
                        plan();
                    }
                }
            });
        }
    }

    /**
     * Adjusts the gate, also while a plan is written, and before new specs were read: more specs arrive until it is
     * closed.
     */
    private void adjustGate() {
        if (isViewWhole()) {
            gate.adjust(mirror.specCount(), mirror.specBytes(), control.isFull());
        }
    }

    private boolean isViewWhole() {
        return mirror.isComplete() && control.isComplete() && queueKnown;
    }

    private void plan() {
        long now = MonotonicClock.millis();
        confirm(roster.directoryIs(directory.entries()), () -> {});
        if (roster.recompute(mirror.assignedSessions(), control::isDrained)) {
            membersChangedAt = now;
            log.debug("{} plans for {}", logPrefix, roster.nodes().values());
        }
        control.sweep(roster.nodes());
        if (mirror.specCount() > 0) {
            control.forgetLoss();
        }
        forgetFinishedMoves();
        PlacementPlan plan = planner.plan(
                new ScopeState(
                        roster.nodes(),
                        mirror.children(),
                        mirror.assignmentsOf(roster.nodes()),
                        mirror.failures(),
                        moves.ids(),
                        moves.stuck(),
                        control.suspects(),
                        electedAt,
                        membersChangedAt,
                        control.isRebalancingPaused()),
                mirror.takeChanged(),
                now);
        carryOut(plan, now);
        suspects.adjust(trust.suspects(), control.storedSuspects());
        sweepOnce();
    }

    /** Removes the remains of children once, after the first plan, since children may wait for that plan. */
    private void sweepOnce() {
        if (!swept) {
            swept = true;
            sweeper.sweepAll(mirror.children()::containsKey);
        }
    }

    private void carryOut(PlacementPlan plan, long now) {
        onPending.accept(plan.pending().size());
        if (!plan.steps().isEmpty()) {
            log.debug("{} changes {} assignments", logPrefix, plan.steps().size());
            writer.write(plan.steps());
            Set<String> moved = new HashSet<>(plan.moved());
            for (PlanStep step : plan.steps()) {
                if (step instanceof PlanStep.Remove remove) {
                    onceRuns.remove(remove.childId(), remove.child().czxid());
                }
                if (step instanceof PlanStep.Assign assign && moved.contains(assign.childId())) {
                    moves.add(assign.childId(), assign.next().nodeId(), mirror.shutdownOf(assign.childId()));
                }
            }
        }
        removeEmptyFolders();
        if (isIdle(true)) {
            onIdle.run();
        }
        cancelWake();
        plan.planAgainAt().ifPresent(at -> wake = loop.after(Duration.ofMillis(Math.max(1, at - now)), this::planSoon));
    }

    private void forgetFinishedMoves() {
        for (String id : moves.ids()) {
            if (mirror.assignments().get(paths.assignment(moves.target(id), id)) == null) {
                moves.forget(id);
            }
        }
    }

    /** Removes the assignment folder of each node that has left, once nothing is assigned to the node. */
    private void removeEmptyFolders() {
        Set<String> inUse = mirror.assignedSessions().keySet();
        emptyFolders.addAll(inUse);
        for (String nodeId : List.copyOf(emptyFolders)) {
            if (roster.nodes().containsKey(nodeId) || inUse.contains(nodeId)) {
                continue;
            }
            emptyFolders.remove(nodeId);
            folders.forget(nodeId);
            Failures.logUnattended(
                    logPrefix,
                    "removing what was assigned to " + nodeId,
                    Folders.removeEmpty(session, paths.assignments(nodeId)));
        }
    }

    private void cancelWake() {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
    }
}

package io.pogo.engine.planner;

import io.pogo.core.Assignment;
import io.pogo.core.PlanStep;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Squatters;
import io.pogo.engine.tree.Strays;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a plan: in transactions of at most 100 operations, a few at a time, each guarded by the planner's own latch
 * znode, so that a former planner can write nothing. Refused parts are read again and planned again.
 */
final class PlanWriter {
    private static final Logger log = LoggerFactory.getLogger(PlanWriter.class);
    private static final int MAX_IN_FLIGHT = 24;

    /**
     * The number of consecutive refusals after each of which the plan is made again at once: races with others end
     * after one or two.
     */
    private static final int HASTY_REFUSALS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final int MAX_DOUBLINGS = 8;

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final ScopeMirror mirror;
    private final AssignmentFolders folders;
    private final EarlierRuns earlier;
    private final String guard;
    private final Runnable onDone;
    private final Runnable onGuardLost;
    private final Deque<PlanBatch> waiting = new ArrayDeque<>();
    /** The paths at which a write was recently refused because of missing permission. */
    private final Set<String> denied = new HashSet<>();

    private int inFlight;
    /** The number of consecutive refusals of a part of the plan. */
    private int refusals;

    private boolean resting;
    private boolean looking;
    private int generation;

    PlanWriter(
            EventLoop loop,
            Session session,
            ScopePaths paths,
            ScopeMirror mirror,
            AssignmentFolders folders,
            EarlierRuns earlier,
            String guard,
            Runnable onDone,
            Runnable onGuardLost) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.mirror = mirror;
        this.folders = folders;
        this.earlier = earlier;
        this.guard = guard;
        this.onDone = onDone;
        this.onGuardLost = onGuardLost;
    }

    boolean isBusy() {
        return resting || looking || inFlight > 0 || !waiting.isEmpty();
    }

    /** Writes the plan; before that, checks whether the children that it starts for the first time have run before. */
    void write(List<PlanStep> steps) {
        List<Assignment> doubtful = earlier.doubtful(steps);
        if (doubtful.isEmpty()) {
            writeNow(steps);
            return;
        }
        looking = true;
        int current = generation;
        loop.when(earlier.corrected(steps, doubtful), (corrected, failure) -> {
            if (current == generation) {
                looking = false;
                writeNow(corrected == null ? steps : corrected);
            }
        });
    }

    private void writeNow(List<PlanStep> steps) {
        PlanBatch batch = newBatch();
        for (PlanStep step : steps) {
            if (batch.isFull()) {
                waiting.add(batch);
                send();
                batch = newBatch();
            }
            if (denied.isEmpty()) {
                batch.add(step);
            } else {
                batch.addUnless(operation -> isDenied(place(operation)), step);
            }
        }
        if (batch.hasChanges()) {
            waiting.add(batch);
        }
        send();
    }

    private PlanBatch newBatch() {
        return new PlanBatch(session, paths, mirror, folders, guard);
    }

    /** Discards the writes in flight after a reconnect: their outcome is known again when the mirror has compared. */
    void reset() {
        generation++;
        inFlight = 0;
        looking = false;
        waiting.clear();
        folders.forgetAll();
    }

    private void send() {
        while (inFlight < MAX_IN_FLIGHT && !waiting.isEmpty()) {
            PlanBatch batch = waiting.poll();
            int current = generation;
            inFlight++;
            // Requests are carried out in order, so the folders are there before the transaction needs them.
            create(batch.missing());
            batch.sent();
            loop.when(session.write(batch.operations()), (results, failure) -> {
                if (current == generation) {
                    inFlight--;
                    onWritten(batch, failure);
                }
            });
        }
    }

    /**
     * Creates the buckets together, or one by one where that is refused, to find out which one is refused. The few
     * folders above them often exist already, as nodes make them too.
     */
    private void create(List<String> missing) {
        missing.stream().filter(folder -> !paths.isAssignmentBucket(folder)).forEach(this::create);
        List<String> buckets =
                missing.stream().filter(paths::isAssignmentBucket).toList();
        loop.when(Folders.createAll(session, buckets), (done, failure) -> {
            if (failure != null && !Failures.isLoss(failure)) {
                buckets.forEach(this::create);
            }
        });
    }

    private void create(String folder) {
        loop.when(Folders.ensure(session, folder), (done, failure) -> {
            if (failure != null && Failures.isRefusal(failure)) {
                deny(folder, failure);
            } else if (failure != null && !Failures.isLoss(failure)) {
                log.warn("{} creating {} failed", loop.logPrefix(), folder, Futures.cause(failure));
            }
        });
    }

    /** Suspends all writes at a path for a while, so that an impossible change is not planned again and again. */
    private void deny(String path, Throwable failure) {
        log.error(
                "{} the plan may not be written: {}",
                loop.logPrefix(),
                Futures.cause(failure).getMessage());
        if (denied.isEmpty()) {
            loop.after(Failures.UNTIL_MENDED, () -> {
                denied.clear();
                onDone.run();
            });
        }
        denied.add(path);
    }

    private boolean isDenied(String place) {
        return denied.contains(place) || denied.contains(ScopePaths.parent(place));
    }

    /**
     * Returns the path that needs permission for an operation: the folder for a create or a delete, the znode itself
     * for a change of its data.
     */
    private static String place(Write operation) {
        return operation instanceof Write.Put ? operation.path() : ScopePaths.parent(operation.path());
    }

    private void onWritten(PlanBatch batch, @Nullable Throwable failure) {
        if (failure == null) {
            refusals = 0;
            batch.written();
        } else if (Futures.cause(failure) instanceof StoreFailure refused && refused.index() == 0) {
            log.info("{} not the planner any more: {}", loop.logPrefix(), refused.getMessage());
            waiting.clear();
            onGuardLost.run();
            return;
        } else if (!Failures.isLoss(failure)) {
            if (Failures.isRefusal(failure)
                    && Futures.cause(failure) instanceof StoreFailure refused
                    && refused.index() > 0) {
                deny(place(batch.operations().get(refused.index())), failure);
            }
            log.debug(
                    "{} a part of the plan was refused, it is planned again: {}",
                    loop.logPrefix(),
                    Futures.cause(failure).getMessage());
            refusals++;
            if (isFolderMissing(failure)) {
                folders.forgetAll();
            }
            clearTheWay(batch, failure);
            batch.refused();
        }
        send();
        if (!isBusy()) {
            restThenGoOn();
        }
    }

    private static boolean isFolderMissing(Throwable failure) {
        Refusal refusal = Failures.refusal(failure);
        return refusal == Refusal.MISSING || refusal == Refusal.CHILDLESS;
    }

    private void clearTheWay(PlanBatch batch, Throwable failure) {
        if (!(Futures.cause(failure) instanceof StoreFailure refused) || refused.index() < 1) {
            return;
        }
        String path = batch.operations().get(refused.index()).path();
        String what = "removing what is in the way of " + path;
        if (Squatters.mayBeInTheWay(failure)) {
            Failures.logUnattended(loop.logPrefix(), what, Squatters.remove(session, path));
        } else if (refused.refusal() == Refusal.NOT_EMPTY) {
            Failures.logUnattended(loop.logPrefix(), what, Strays.removeBelow(session, path));
        }
    }

    /** Plans again, with increasing pauses after repeated refusals, whatever their reason. */
    private void restThenGoOn() {
        if (refusals <= HASTY_REFUSALS) {
            onDone.run();
            return;
        }
        int doublings = Math.min(refusals - HASTY_REFUSALS, MAX_DOUBLINGS);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        if (doublings == MAX_DOUBLINGS && refusals == HASTY_REFUSALS + MAX_DOUBLINGS) {
            log.warn(
                    "{} {} the plan is refused again and again; run a check of the scope",
                    loop.logPrefix(),
                    paths.root());
        }
        resting = true;
        loop.after(pause, () -> {
            resting = false;
            onDone.run();
        });
    }
}

package io.pogo.engine.planner;

import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.core.PlanStep;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The children that have run before although nothing in the plan shows it: their only node was drained, or the
 * application was closed and started again. Their start is a restart.
 *
 * <p>The {@code /owners} parent of a child holds this information without any extra write: it is made in the
 * transaction that stores the spec, and ZooKeeper counts the locks that were ever made below it ({@code cversion}). A
 * node that queued for the lock and lost the child before it could run it counts as one that ran it. A parent that is
 * older or younger than the spec belongs to another child or was repaired, and proves nothing.
 *
 * <p>A child whose spec appeared while this planner was watching, and which it has not assigned yet, is known to be
 * new; so an ordinary start needs no look-up. All on the loop.
 */
final class EarlierRuns {
    private final BatchedReads reads;
    private final ScopePaths paths;
    private final Set<String> fresh = new HashSet<>();

    EarlierRuns(Session session, ScopePaths paths) {
        this.reads = new BatchedReads(session);
        this.paths = paths;
    }

    /** Records a child that was requested just now. */
    void asked(String id) {
        fresh.add(id);
    }

    /** Forgets a child that was assigned to a node, or is gone. */
    void forget(String id) {
        fresh.remove(id);
    }

    /** Returns the assignments that are marked as first starts and may not be; those need {@link #corrected}. */
    List<Assignment> doubtful(List<PlanStep> steps) {
        return steps.stream()
                .filter(PlanStep.Assign.class::isInstance)
                .map(step -> ((PlanStep.Assign) step).next())
                .filter(next -> next.reason() == StartReason.FIRST_START && !fresh.contains(next.childId()))
                .toList();
    }

    /**
     * Reads which of these children have run before, and completes with the steps of the plan as they must be written.
     */
    CompletableFuture<List<PlanStep>> corrected(List<PlanStep> steps, List<Assignment> doubtful) {
        List<CompletableFuture<List<String>>> looks = doubtful.stream()
                .map(next -> reads.read(paths.owner(next.childId()))
                        .thenApply(parent -> hasRun(next, parent) ? List.of(next.childId()) : List.<String>of()))
                .toList();
        return Futures.gather(looks)
                .thenApply(HashSet::new)
                .thenApply(ran -> steps.stream()
                        .map(step -> step instanceof PlanStep.Assign assign
                                        && ran.contains(assign.next().childId())
                                ? assign.because(StartReason.RESTART)
                                : step)
                        .toList());
    }

    private static boolean hasRun(Assignment next, Optional<Znode> parent) {
        return parent.filter(
                        found -> found.czxid() == next.czxid() && found.stamp().childrenVersion() > 0)
                .isPresent();
    }
}

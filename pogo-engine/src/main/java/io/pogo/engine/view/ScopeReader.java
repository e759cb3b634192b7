package io.pogo.engine.view;

import io.pogo.Ownership;
import io.pogo.core.Assignment;
import io.pogo.core.Failure;
import io.pogo.core.ScopeState;
import io.pogo.core.WantedChild;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.TreeReads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads, on request, all the data that a plan is made of, as a planner does. Times that only the planner knows are
 * estimated in the time of day of the reader, and are never in its future; a quarantine counts until its end is
 * written.
 */
public final class ScopeReader {
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private final ScopePaths paths;
    private final MemberReads members;

    public ScopeReader(ScopePaths paths, MemberReads members) {
        this.paths = paths;
        this.members = members;
    }

    CompletableFuture<ScopeState> read(Session session) {
        CompletableFuture<List<Znode>> specs = TreeReads.canonical(session, paths.children());
        CompletableFuture<List<Znode>> failures = TreeReads.canonical(session, paths.failures());
        CompletableFuture<List<Znode>> assignments = TreeReads.assignments(session, paths);
        CompletableFuture<MemberReads.Found> found = members.found(session);
        CompletableFuture<Boolean> paused = session.exists(paths.rebalancingPaused(), null)
                .thenApply(stat -> stat.filter(Stamp::isPersistent).isPresent());
        CompletableFuture<Ownership> ownership = Layout.find(session, paths, "ZooKeeper");
        return CompletableFuture.allOf(specs, failures, assignments, found, paused, ownership)
                .thenApply(read -> new ScopeState(
                        found.join().nodes(),
                        children(specs.join(), ownership.join()),
                        ScopeState.byChild(assignments(assignments.join())),
                        failures(failures.join()),
                        Set.of(),
                        Set.of(),
                        found.join().suspects(),
                        0,
                        Math.min(found.join().changedAt(), WallClock.millis()),
                        paused.join()));
    }

    private Map<String, WantedChild> children(List<Znode> specs, Ownership ownership) {
        Map<String, WantedChild> children = new HashMap<>();
        for (Znode spec : specs) {
            String id = ScopePaths.idOf(spec.path());
            children.put(id, StoredSpec.decode(id, spec).wanted(paths.lockBytes(id, ownership)));
        }
        return children;
    }

    private List<Assignment> assignments(List<Znode> assignments) {
        return assignments.stream()
                .filter(znode -> paths.isAssignment(znode.path()) && !znode.isEphemeral())
                .map(znode -> StoredAssignment.decode(
                        paths.nodeOfAssignment(znode.path()), ScopePaths.idOf(znode.path()), znode))
                .filter(stored -> stored.problem() == null)
                .map(StoredAssignment::assignment)
                .toList();
    }

    private static Map<String, Failure> failures(List<Znode> failures) {
        Map<String, Failure> read = new HashMap<>();
        for (Znode failure : failures) {
            String id = ScopePaths.idOf(failure.path());
            Failure stored = StoredFailure.decode(id, failure).failure();
            read.put(id, stored.with(stored.rest().seenAt(WallClock.millis(), LONGEST_REST)));
        }
        return read;
    }
}

package io.pogo.zk;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads every znode of a scope that a check looks at. */
final class Census {
    private final EventLoop loop;
    private final ZkSession session;
    private final ScopePaths paths;

    Census(EventLoop loop, ZkSession session, ScopePaths paths) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
    }

    /**
     * The znodes, as they were read.
     *
     * @param owners the folders of locks; how many locks each has is in its stat
     * @param drains the drains, by name
     * @param queue the living members
     */
    record Taken(
            List<Znode> assignments,
            List<Znode> owners,
            List<Znode> failures,
            List<Znode> checkpoints,
            List<Znode> drains,
            List<Znode> specs,
            List<Znode> members,
            List<PlannerQueue.Entry> queue) {}

    CompletableFuture<Taken> take() {
        CompletableFuture<List<Znode>> assignments = ScopeReader.assignments(session, paths);
        CompletableFuture<List<Znode>> owners = ScopeReader.below(session, paths.owners());
        CompletableFuture<List<Znode>> failures = ScopeReader.below(session, paths.failures());
        CompletableFuture<List<Znode>> checkpoints = ScopeReader.below(session, paths.checkpoints());
        CompletableFuture<List<Znode>> drains = ScopeReader.leaves(session, paths.draining());
        return CompletableFuture.allOf(assignments, owners, failures, checkpoints, drains)
                .thenCompose(read -> {
                    CompletableFuture<List<Znode>> specs = ScopeReader.below(session, paths.children());
                    CompletableFuture<List<Znode>> members = ScopeReader.leaves(session, paths.members());
                    CompletableFuture<List<PlannerQueue.Entry>> queue =
                            new PlannerQueue(loop, session, paths.planner()).read(null);
                    return CompletableFuture.allOf(specs, members, queue)
                            .thenApply(all -> new Taken(
                                    assignments.join(),
                                    owners.join(),
                                    failures.join(),
                                    checkpoints.join(),
                                    drains.join(),
                                    specs.join(),
                                    members.join(),
                                    queue.join()));
                });
    }
}

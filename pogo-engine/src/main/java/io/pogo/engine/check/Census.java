package io.pogo.engine.check;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.TreeReads;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads every znode of a scope that a check examines. */
final class Census {
    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;

    Census(EventLoop loop, Session session, ScopePaths paths) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
    }

    /**
     * The znodes, as they were read.
     *
     * @param assignments the assignments of children to nodes
     * @param owners the folders of locks; the stat of each contains its number of locks
     * @param locks the contents of the folders of locks
     * @param failures the failure records
     * @param checkpoints the checkpoints
     * @param below the znodes below a child's znode, where Pogo writes nothing
     * @param control the contents of the control folders, including the drains
     * @param drains the drains, by name
     * @param stuck the stuck children, as each node reports them
     * @param sets the records of the declared sets
     * @param partsOfSets the znodes below them: the records of their children, stamps and marks
     * @param specs the specs of the children
     * @param members the entries of the members in the directory
     * @param queue the living members
     */
    record Taken(
            List<Znode> assignments,
            List<Znode> owners,
            List<Znode> locks,
            List<Znode> failures,
            List<Znode> checkpoints,
            List<Znode> below,
            List<Znode> control,
            List<Znode> drains,
            List<Znode> stuck,
            List<Znode> sets,
            List<Znode> partsOfSets,
            List<Znode> specs,
            List<Znode> members,
            List<PlannerQueue.Entry> queue) {}

    private CompletableFuture<List<Znode>> below(List<Znode> folders) {
        BatchedReads reads = new BatchedReads(session);
        return Futures.gather(folders.stream()
                .filter(folder -> folder.stamp().children() > 0)
                .map(folder -> reads.children(folder.path())
                        .thenCompose(names -> Futures.gather(names.stream()
                                .map(name -> reads.read(folder.path() + "/" + name)
                                        .thenApply(found -> found.stream().toList()))
                                .toList())))
                .toList());
    }

    CompletableFuture<Taken> take() {
        CompletableFuture<List<Znode>> assignments = TreeReads.assignments(session, paths);
        CompletableFuture<List<Znode>> owners = TreeReads.leaves(session, paths.owners());
        CompletableFuture<List<Znode>> locks = owners.thenCompose(this::below);
        CompletableFuture<List<Znode>> failures = TreeReads.leaves(session, paths.failures());
        CompletableFuture<List<Znode>> checkpoints = TreeReads.leaves(session, paths.checkpoints());
        CompletableFuture<List<Znode>> control = TreeReads.leaves(session, paths.control());
        CompletableFuture<List<Znode>> drains = TreeReads.entries(session, paths.draining());
        CompletableFuture<List<Znode>> stuck = TreeReads.entries(session, paths.stuck());
        CompletableFuture<List<Znode>> sets = TreeReads.entries(session, paths.sets());
        CompletableFuture<List<Znode>> partsOfSets = TreeReads.leaves(session, paths.sets());
        return CompletableFuture.allOf(
                        assignments, owners, locks, failures, checkpoints, control, drains, stuck, sets, partsOfSets)
                .thenCompose(read -> {
                    CompletableFuture<List<Znode>> specs = TreeReads.leaves(session, paths.children());
                    CompletableFuture<List<Znode>> members = TreeReads.entries(session, paths.members());
                    CompletableFuture<List<PlannerQueue.Entry>> queue =
                            new PlannerQueue(loop, session, paths.planner()).read(null);
                    CompletableFuture<List<Znode>> below = Futures.gather(List.of(
                            specs.thenCompose(this::below),
                            below(assignments.join()),
                            below(failures.join()),
                            below(checkpoints.join())));
                    return CompletableFuture.allOf(specs, members, queue, below)
                            .thenApply(all -> new Taken(
                                    assignments.join(),
                                    owners.join(),
                                    locks.join(),
                                    failures.join(),
                                    checkpoints.join(),
                                    below.join(),
                                    control.join(),
                                    drains.join(),
                                    stuck.join(),
                                    sets.join(),
                                    partsOfSets.join(),
                                    specs.join(),
                                    members.join(),
                                    queue.join()));
                });
    }
}

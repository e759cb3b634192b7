package io.pogo.engine.request;

import io.pogo.engine.access.Attempts;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Squatters;
import java.util.concurrent.CompletableFuture;

/**
 * The operators' requests to nodes and to the whole scope, stored in the folder {@code control}, so that they outlive
 * the operator's connection. Each is a znode that exists or does not, so every write may be repeated.
 */
public final class ControlRequests {
    private final ScopeAccess access;
    private final ScopePaths paths;
    private final MemberReads reads;

    public ControlRequests(ScopeAccess access, MemberReads reads) {
        this.access = access;
        this.paths = access.paths();
        this.reads = reads;
    }

    public CompletableFuture<Void> drain(String nodeId) {
        return access.attempts()
                .run(
                        "the drain of node " + nodeId,
                        (session, repeated) -> reads.nodes(session)
                                .thenApply(nodes -> MemberReads.existing(nodes, nodeId, "drained"))
                                .thenCompose(node -> put(session, paths.drain(nodeId, node.session()))));
    }

    public CompletableFuture<Void> undrain(String nodeId) {
        return access.attempts()
                .run(
                        "the end of the drain of node " + nodeId,
                        (session, repeated) -> reads.nodes(session)
                                .thenApply(nodes -> MemberReads.existing(nodes, nodeId, "undrained"))
                                .thenCompose(node -> remove(session, paths.drain(nodeId, node.session()))
                                        .thenCompose(done -> remove(session, paths.suspect(nodeId, node.session())))));
    }

    public CompletableFuture<Void> pauseRebalancing() {
        return access.attempts()
                .run("the pause of rebalancing", (session, repeated) -> put(session, paths.rebalancingPaused()));
    }

    public CompletableFuture<Void> resumeRebalancing() {
        return access.attempts()
                .run(
                        "the end of the pause of rebalancing",
                        (session, repeated) -> remove(session, paths.rebalancingPaused()));
    }

    public CompletableFuture<Void> acknowledgeLostSpecs() {
        return access.attempts()
                .run("the note that specs were lost", (session, repeated) -> remove(session, paths.specsLost()));
    }

    private CompletableFuture<Void> put(Session session, String path) {
        String folder = ScopePaths.parent(path);
        return Folders.ensure(session, folder)
                .thenCompose(ready -> session.create(path, new byte[0]))
                .exceptionallyCompose(failure -> Squatters.mayBeInTheWay(failure)
                        ? standing(session, path)
                        : CompletableFuture.failedFuture(failure));
    }

    /** Accepts the existing znode, unless it belongs to a session: then it is removed, and the request is repeated. */
    private static CompletableFuture<Void> standing(Session session, String path) {
        return Squatters.remove(session, path)
                .thenCompose(removed -> removed
                        ? CompletableFuture.failedFuture(new Attempts.LostRace())
                        // Its version rises: whoever has read it before does not remove this request with it.
                        : session.setData(path, new byte[0], -1));
    }

    private static CompletableFuture<Void> remove(Session session, String path) {
        return session.delete(path, -1)
                .exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.MISSING
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }
}

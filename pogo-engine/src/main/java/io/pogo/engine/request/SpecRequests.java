package io.pogo.engine.request;

import io.pogo.ChildSpec;
import io.pogo.RequestRefusedException;
import io.pogo.core.NodeView;
import io.pogo.core.Pin;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.format.SpecChanges;
import io.pogo.engine.members.MemberReads;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Changes the spec of an existing child, from any thread, whichever node owns the child. */
public final class SpecRequests {
    private final ScopeAccess access;
    private final MemberReads reads;

    public SpecRequests(ScopeAccess access, MemberReads reads) {
        this.access = access;
        this.reads = reads;
    }

    public CompletableFuture<Void> restart(String id) {
        return edit("restart", id, "restarted", true, SpecChanges::restart).thenAccept(revision -> {});
    }

    public CompletableFuture<Void> pause(String id) {
        return edit("pause", id, "paused", false, SpecChanges::pause).thenAccept(revision -> {});
    }

    public CompletableFuture<Void> resume(String id) {
        return edit("resumption", id, "resumed", true, SpecChanges::resume).thenAccept(revision -> {});
    }

    public CompletableFuture<Integer> update(ChildSpec spec, int expectedRevision) {
        SpecEdit edit = new SpecEdit(access, spec.id(), "updated", false).markingSet();
        return access.attempts()
                .run(
                        "the update of child " + spec.id(),
                        (session, repeated) -> edit.attempt(
                                session,
                                repeated,
                                (stored, fields) -> SpecChanges.update(spec, expectedRevision, stored, fields)));
    }

    public CompletableFuture<Void> unpin(String id) {
        return edit("unpinning", id, "unpinned", false, SpecChanges::unpin).thenAccept(revision -> {});
    }

    public CompletableFuture<Void> move(String id, String nodeId) {
        SpecEdit edit = new SpecEdit(access, id, "moved", false);
        return access.attempts()
                .run(
                        "the move of child " + id,
                        (session, repeated) -> reads.nodes(session)
                                .thenCompose(nodes -> edit.attempt(session, repeated, moveTo(nodeId, nodes))))
                .thenAccept(revision -> {});
    }

    private CompletableFuture<Integer> edit(
            String noun, String id, String participle, boolean afresh, SpecEdit.Change change) {
        SpecEdit edit = new SpecEdit(access, id, participle, afresh);
        return access.attempts()
                .run("the " + noun + " of child " + id, (session, repeated) -> edit.attempt(session, repeated, change));
    }

    private static SpecEdit.Change moveTo(String nodeId, Map<String, NodeView> nodes) {
        return (stored, fields) -> {
            String what = "the target of a move of child \"" + stored.id() + "\"";
            NodeView node = MemberReads.existing(nodes, nodeId, what);
            Optional<String> obstacle = MoveTarget.obstacle(stored, node);
            if (obstacle.isPresent()) {
                throw new RequestRefusedException(
                        "child \"" + stored.id() + "\" cannot be moved to node \"" + nodeId + "\": " + obstacle.get());
            }
            return SpecChanges.pin(new Pin(nodeId, node.session()), stored, fields);
        };
    }
}

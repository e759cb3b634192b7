package io.pogo.engine.tree;

import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The {@code /owners} parent of a child as it was read: its identity and its version. The version alone would not
 * distinguish a parent that was removed and created again from the one that was read: both begin with version 0.
 *
 * @param czxid the identity of the parent, 0 if there was none
 * @param version the version of the parent
 */
public record LockFolder(long czxid, int version) {
    public static LockFolder of(Optional<Znode> parent) {
        return parent.filter(Znode::isPersistent)
                .map(znode -> new LockFolder(znode.czxid(), znode.version()))
                .orElse(new LockFolder(0, 0));
    }

    /**
     * Creates a parent that another program has deleted, only while there is a spec: without a spec the planner has
     * removed the parent, and would not remove it again. Returns whether it exists now, or may be created by the next
     * attempt.
     */
    public static CompletableFuture<Boolean> restore(Session session, ScopePaths paths, String id, List<Write> checks) {
        List<Write> operations = new ArrayList<>(checks);
        operations.add(Write.exists(paths.child(id)));
        operations.add(Write.create(paths.owner(id), new byte[0]));
        return Folders.ensure(session, ScopePaths.parent(paths.owner(id)))
                .thenCompose(made -> session.write(operations))
                .thenApply(results -> true)
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    case EXISTS, CHILDLESS ->
                        Squatters.remove(session, paths.owner(id)).thenApply(removed -> true);
                    case MISSING, VERSION -> CompletableFuture.completedFuture(false);
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    public boolean isSame(Stamp stat) {
        return stat.czxid() == czxid;
    }
}

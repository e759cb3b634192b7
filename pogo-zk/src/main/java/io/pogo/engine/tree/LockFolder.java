package io.pogo.engine.tree;

import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;

/**
 * The {@code /owners} parent of a child as it was read: which one, and its version. The version alone would not tell
 * one that was removed and made again from the one that was read: both begin with version 0.
 *
 * @param czxid 0 if there was none
 */
public record LockFolder(long czxid, int version) {
    public static LockFolder of(Optional<Znode> parent) {
        return parent.filter(Znode::isPersistent)
                .map(znode -> new LockFolder(znode.czxid(), znode.version()))
                .orElse(new LockFolder(0, 0));
    }

    /**
     * Makes a parent that somebody has deleted. Only while there is a spec: without one the planner has removed it, and
     * nobody would do so again. Says whether it is there now, or may be made by the next attempt.
     */
    public static CompletableFuture<Boolean> restore(ZkSession session, ScopePaths paths, String id, List<Op> checks) {
        List<Op> operations = new ArrayList<>(checks);
        operations.add(ZkSession.checkOp(paths.child(id)));
        operations.add(session.createOp(paths.owner(id), new byte[0]));
        return Folders.ensure(session, ScopePaths.parent(paths.owner(id)))
                .thenCompose(made -> session.write(operations))
                .thenApply(results -> true)
                .exceptionallyCompose(failure -> switch (Failures.code(failure)) {
                    case NODEEXISTS, NOCHILDRENFOREPHEMERALS ->
                        Squatters.remove(session, paths.owner(id)).thenApply(removed -> true);
                    case NONODE, BADVERSION -> CompletableFuture.completedFuture(false);
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    public boolean isSame(Stat stat) {
        return stat.getCzxid() == czxid;
    }
}

package io.pogo.engine.view;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.core.StuckChild;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.format.StoredStuck;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Owners;
import io.pogo.engine.tree.TreeReads;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assembles the listing of a child with a stuck run. */
final class StuckShown {
    private StuckShown() {}

    /**
     * Returns whether the stuck run represents the current state of the child. A stuck run that had the lock has ended
     * meanwhile if another node has the lock now; one without a lock may have been followed by a run on another node.
     * Its own node does not start the child before the stuck run has ended, even if it has queued a latch again.
     */
    static boolean isSo(StuckChild stuck, @Nullable Znode owner) {
        return owner == null ? stuck.lockLost() : Owners.nodeOf(owner).equals(stuck.nodeId());
    }

    static ChildInfo of(StuckChild stuck, @Nullable StoredSpec spec, @Nullable Znode owner, @Nullable String planned) {
        boolean isOfEarlierSpec = owner != null && spec != null && owner.czxid() < spec.czxid();
        return new ChildInfo(
                stuck.childId(),
                spec == null || spec.spec() == null ? "" : spec.spec().type(),
                ChildState.STUCK,
                stuck.nodeId(),
                owner == null || stuck.lockLost() ? 0 : owner.czxid(),
                0,
                spec == null ? 0 : spec.revision(),
                stuck.reason(spec == null ? null : spec.desired(), isOfEarlierSpec, planned),
                spec == null ? null : spec.set());
    }

    /** Returns the state of the child at its owner; a run that has lost its lock and goes on is named in the reason. */
    static ChildInfo beside(StuckChild stuck, ChildInfo shown) {
        if (!stuck.lockLost()) {
            return shown;
        }
        String reason = stuck.besideAnother();
        return shown.withReason(shown.reason() == null ? reason : reason + "; " + shown.reason());
    }

    /** Reads the stuck children of the scope, by id; empty if the client has no permission to read them. */
    static CompletableFuture<Map<String, StuckChild>> read(Session session, ScopePaths paths) {
        return TreeReads.entries(session, paths.stuck())
                .thenApply(znodes -> znodes.stream()
                        .flatMap(znode -> StoredStuck.decode(znode).stream())
                        .collect(Collectors.toMap(StuckChild::childId, child -> child, StuckShown::worse)))
                .exceptionallyCompose(failure -> Failures.isRefusal(failure)
                        ? CompletableFuture.completedFuture(Map.of())
                        : CompletableFuture.failedFuture(failure));
    }

    /** Returns the run that holds the lock, or else the one that is stuck for longer. */
    private static StuckChild worse(StuckChild one, StuckChild other) {
        if (one.lockLost() != other.lockLost()) {
            return one.lockLost() ? other : one;
        }
        return one.since() <= other.since() ? one : other;
    }
}

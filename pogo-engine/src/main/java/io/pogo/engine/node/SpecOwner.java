package io.pogo.engine.node;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.LockFolder;
import io.pogo.engine.tree.Strays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads and writes the specs of children on behalf of their owner. {@link HeldSpec} explains why this is safe. */
public final class SpecOwner {
    private final Session session;
    private final ScopePaths paths;
    private final BatchedReads reads;

    public SpecOwner(Session session, ScopePaths paths) {
        this.session = session;
        this.paths = paths;
        this.reads = new BatchedReads(session);
    }

    /** Returns the line in which specs are read. */
    BatchedReads reads() {
        return reads;
    }

    /**
     * The outcome of an owner's write. A lost connection is reported as a failed future, and the write must be
     * repeated.
     */
    enum Outcome {
        DONE,
        /** The lock is no longer held by this node. */
        NOT_OWNER,
        /** The spec is gone or belongs to another child, or the child was started before. */
        VOID,
        /** The spec has another revision than the one that was read: it must be read again. */
        CHANGED
    }

    /** Reads a spec; completes with an empty value if there is none. */
    CompletableFuture<Optional<HeldSpec>> read(String id) {
        CompletableFuture<Optional<Znode>> owner = reads.read(paths.owner(id));
        return reads.read(paths.child(id))
                .thenCombine(
                        owner,
                        (spec, parent) -> spec.filter(Znode::isPersistent)
                                .map(znode ->
                                        new HeldSpec(StoredSpec.decode(id, znode), znode, LockFolder.of(parent))));
    }

    /**
     * Reads the current spec. If the caller owns the child's lock, the result includes the writes of the previous
     * owner: that owner released the lock after them, and a session never sees an older state than it has seen.
     */
    CompletableFuture<Optional<StoredSpec>> present(String id) {
        return reads.read(paths.child(id))
                .thenApply(found -> found.filter(Znode::isPersistent).map(znode -> StoredSpec.decode(id, znode)));
    }

    /** Marks a temporary child as started, once in its life. The call can be repeated with the same mark. */
    CompletableFuture<Outcome> markStarted(HeldSpec spec, ChildLock.Grant grant, String mark) {
        if (spec.stored().startedBy() != null) {
            return mark.equals(spec.stored().startedBy())
                    ? CompletableFuture.completedFuture(Outcome.DONE)
                    : markUnlessStarted(spec, grant, mark);
        }
        byte[] marked;
        try {
            marked = StoredSpec.withStartedBy(spec.znode(), mark);
        } catch (BadData e) {
            return CompletableFuture.completedFuture(Outcome.VOID);
        }
        String path = spec.znode().path();
        return session.write(List.of(
                        Write.exists(grant.path()),
                        Write.check(paths.owner(spec.stored().id()), grant.ownerVersion()),
                        Write.put(path, marked, spec.znode().version())))
                .thenApply(results -> Outcome.DONE)
                .exceptionallyCompose(
                        failure -> isChangedSpec(failure) ? markUnlessStarted(spec, grant, mark) : refused(failure));
    }

    /**
     * Reads the spec again, under the lock: it may have been read before the last owner took its mark back, or before
     * the child was requested with other arguments.
     */
    private CompletableFuture<Outcome> markUnlessStarted(HeldSpec spec, ChildLock.Grant grant, String mark) {
        return read(spec.stored().id()).thenCompose(again -> {
            HeldSpec now = again.filter(found -> isSame(found, spec)).orElse(null);
            if (now == null) {
                return CompletableFuture.completedFuture(Outcome.VOID);
            }
            if (!isSameRun(now, spec)) {
                return CompletableFuture.completedFuture(Outcome.CHANGED);
            }
            boolean isStarted = now.stored().startedBy() != null;
            return isStarted && !mark.equals(now.stored().startedBy())
                    ? CompletableFuture.completedFuture(Outcome.VOID)
                    : markStarted(now, grant, mark);
        });
    }

    /** Takes back the mark of a temporary child that was not run. The call can be repeated. */
    CompletableFuture<Outcome> withdrawStarted(HeldSpec spec, ChildLock.Grant grant, String mark) {
        return read(spec.stored().id())
                .thenCompose(found -> found.filter(now ->
                                isSame(now, spec) && mark.equals(now.stored().startedBy()))
                        .map(now -> unmark(now, grant, mark))
                        .orElse(CompletableFuture.completedFuture(Outcome.VOID)));
    }

    private CompletableFuture<Outcome> unmark(HeldSpec now, ChildLock.Grant grant, String mark) {
        byte[] unmarked;
        try {
            unmarked = StoredSpec.withoutStartedBy(now.znode());
        } catch (BadData e) {
            return CompletableFuture.completedFuture(Outcome.VOID);
        }
        return session.write(List.of(
                        Write.exists(grant.path()),
                        Write.check(paths.owner(now.stored().id()), grant.ownerVersion()),
                        Write.put(now.znode().path(), unmarked, now.znode().version())))
                .thenApply(results -> Outcome.DONE)
                .exceptionallyCompose(
                        failure -> isChangedSpec(failure) ? withdrawStarted(now, grant, mark) : refused(failure));
    }

    /**
     * Removes the spec of a child whose work is done, or marks it as completed where the spec asks for that. If another
     * run was requested meanwhile the spec is left unchanged.
     */
    CompletableFuture<Outcome> finish(HeldSpec spec, ChildLock.Grant grant) {
        Write last;
        try {
            last = ending(spec);
        } catch (BadData e) {
            return CompletableFuture.completedFuture(Outcome.VOID);
        }
        return session.write(List.of(
                        Write.exists(grant.path()),
                        Write.check(paths.owner(spec.stored().id()), grant.ownerVersion()),
                        last))
                .thenApply(results -> Outcome.DONE)
                .exceptionallyCompose(failure -> isChangedSpec(failure)
                        ? cleared(spec.stored().id(), failure)
                                .thenCompose(cleared -> read(spec.stored().id()))
                                .thenCompose(again -> again.filter(now -> isSame(now, spec) && isSameRun(now, spec))
                                        .map(now -> finish(now, grant))
                                        .orElse(CompletableFuture.completedFuture(Outcome.VOID)))
                        : refused(failure));
    }

    /**
     * Returns the operation that ends the spec. A temporary child is never run again, so its spec is deleted at any
     * version.
     */
    private static Write ending(HeldSpec spec) throws BadData {
        String path = spec.znode().path();
        int version = spec.znode().version();
        ChildSpec child = spec.stored().spec();
        if (child == null || child.restart() == Restart.TEMPORARY) {
            return Write.delete(path, -1);
        }
        return child.keepCompleted()
                ? Write.put(path, StoredSpec.completed(spec.znode()), version)
                : Write.delete(path, version);
    }

    private static boolean isSameRun(HeldSpec now, HeldSpec before) {
        return now.stored().revision() == before.stored().revision();
    }

    private static boolean isSame(HeldSpec now, HeldSpec before) {
        return now.stored().czxid() == before.stored().czxid();
    }

    private static boolean isChangedSpec(Throwable failure) {
        return Futures.cause(failure) instanceof StoreFailure refused
                && refused.index() == 2
                && (refused.refusal() == Refusal.VERSION || refused.refusal() == Refusal.NOT_EMPTY);
    }

    private CompletableFuture<Boolean> cleared(String id, Throwable failure) {
        return Failures.refusal(failure) == Refusal.NOT_EMPTY
                ? Strays.removeBelow(session, paths.child(id))
                : CompletableFuture.completedFuture(false);
    }

    private static CompletableFuture<Outcome> refused(Throwable failure) {
        if (Futures.cause(failure) instanceof StoreFailure refused
                && refused.index() >= 0
                && !Failures.isRefusal(failure)) {
            return CompletableFuture.completedFuture(refused.index() == 0 ? Outcome.NOT_OWNER : Outcome.VOID);
        }
        return CompletableFuture.failedFuture(failure);
    }
}

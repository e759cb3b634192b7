package io.pogo.engine.planner;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Strays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the remains of children that are gone: the {@code /owners} parent, once the last owner has released its lock,
 * and the checkpoint. Part of the planner's work.
 *
 * <p>A child may be requested again at any moment. So the versions are read first, then the presence of a spec, and the
 * parent is deleted only at the version that was read: a start on an existing parent raises its version, so it either
 * came before, and its spec is seen, or the delete is refused. See {@link HeldSpec}. A late claim raises the version
 * too, so a refused delete is checked again.
 */
public final class OwnerSweeper {
    private static final Logger log = LoggerFactory.getLogger(OwnerSweeper.class);

    private final EventLoop loop;
    private final Session session;
    private final BatchedReads reads;
    private final ScopePaths paths;
    private final Runnable onIdle;
    private final Set<String> pending = new HashSet<>();
    private final Set<String> blocked = new HashSet<>();
    private int listings;
    private final Watch releases = this::onEvent;
    private boolean closed;

    public OwnerSweeper(EventLoop loop, Session session, ScopePaths paths, Runnable onIdle) {
        this.loop = loop;
        this.session = session;
        this.reads = new BatchedReads(session);
        this.paths = paths;
        this.onIdle = onIdle;
    }

    /** Removes the remains of a child that is gone. */
    public void sweep(String id) {
        if (pending.add(id)) {
            look(id);
        }
    }

    /**
     * Finds the parents and checkpoints that an earlier planner left behind, and checks all pending children again, as
     * after a reconnect.
     */
    void sweepAll(Predicate<String> isWanted) {
        sweepAll(paths.owners(), isWanted);
        sweepAll(paths.checkpoints(), isWanted);
        List.copyOf(pending).forEach(this::look);
    }

    private void sweepAll(String tree, Predicate<String> isWanted) {
        list(
                tree,
                buckets -> buckets.forEach(bucket -> list(
                        tree + "/" + bucket,
                        names -> names.stream()
                                .map(name -> tree + "/" + bucket + "/" + name)
                                .filter(path -> ScopePaths.isCanonical(tree, path))
                                .flatMap(path -> ScopePaths.childId(path).stream())
                                .filter(id -> !isWanted.test(id))
                                .forEach(this::sweep))));
    }

    private void list(String path, Consumer<List<String>> use) {
        listings++;
        loop.when(reads.children(path), (names, failure) -> {
            listings--;
            if (names != null) {
                use.accept(names);
            }
            tellIfIdle();
        });
    }

    /** Returns whether nothing is left to do. */
    boolean isIdle() {
        return listings == 0 && pending.isEmpty();
    }

    /** Returns whether all remaining work waits for an owner to release its lock, which may take any time. */
    boolean onlyWaits() {
        return listings == 0 && pending.size() == blocked.size();
    }

    public void close() {
        closed = true;
        pending.forEach(this::unwatch);
        pending.clear();
        blocked.clear();
    }

    private void look(String id) {
        blocked.remove(id);
        loop.when(swept(id), (done, failure) -> onLooked(id, done, failure));
    }

    /**
     * Completes with true if the child needs no more attention: its spec is there, or its last owner has released the
     * lock and nothing of the child is left.
     */
    private CompletableFuture<Boolean> swept(String id) {
        CompletableFuture<Optional<Znode>> parent = reads.read(paths.owner(id));
        CompletableFuture<Optional<Znode>> checkpoint = reads.read(paths.checkpoint(id));
        return reads.read(paths.child(id))
                .thenCompose(spec -> spec.filter(Znode::isPersistent).isPresent()
                        ? CompletableFuture.completedFuture(true)
                        : remove(id, parent.join(), checkpoint.join()));
    }

    private CompletableFuture<Boolean> remove(String id, Optional<Znode> parent, Optional<Znode> checkpoint) {
        CompletableFuture<Void> forgotten =
                checkpoint.map(found -> removeCheckpoint(id, found)).orElse(CompletableFuture.completedFuture(null));
        CompletableFuture<Boolean> free =
                parent.map(found -> removeParent(id, found)).orElse(CompletableFuture.completedFuture(true));
        return forgotten.thenCombine(free, (done, isFree) -> isFree);
    }

    /**
     * Removes the checkpoint of a child that is gone. That may arrive late, when a new child with the same id has saved
     * its own one in the same version. So a spec is made and removed in the same transaction, which fails if the new
     * child has one. Where the quota allows no spec, the version has to do.
     */
    private CompletableFuture<Void> removeCheckpoint(String id, Znode found) {
        String spec = paths.child(id);
        return Folders.ensure(session, ScopePaths.parent(spec))
                .thenCompose(ready -> session.write(List.of(
                        Write.create(spec, new byte[0]),
                        Write.delete(spec, 0),
                        Write.delete(found.path(), found.version()))))
                .<Void>thenApply(written -> null)
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    case MISSING, EXISTS, VERSION, NOT_EMPTY -> CompletableFuture.completedFuture(null);
                    case QUOTA -> Layout.deleteIfUnchanged(session, found.path(), found.version());
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    /**
     * Completes with true if the parent is gone, or belongs to a new child. An owner that was not notified yet may have
     * queued after the read: then the parent stays until that owner has released the lock, which the watch reports.
     */
    private CompletableFuture<Boolean> removeParent(String id, Znode found) {
        if (found.stamp().children() > 0) {
            return watched(id);
        }
        return session.delete(found.path(), found.version())
                .thenApply(deleted -> true)
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    case NOT_EMPTY -> watched(id);
                    case MISSING -> CompletableFuture.completedFuture(true);
                    case VERSION -> swept(id);
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    /**
     * Removes strays and waits for the release by the owner, which the watch reports, unless the owner has released the
     * lock meanwhile.
     */
    private CompletableFuture<Boolean> watched(String id) {
        return Strays.remove(session, paths.owner(id), loop.logPrefix())
                .thenCompose(removed -> session.listing(paths.owner(id), releases))
                .thenCompose(
                        parent -> parent.map(found -> found.names().isEmpty()).orElse(true)
                                ? swept(id)
                                : CompletableFuture.completedFuture(false));
    }

    private void onLooked(String id, @Nullable Boolean done, @Nullable Throwable failure) {
        if (failure != null && !Failures.isLoss(failure)) {
            log.error(
                    "{} what {} left in {} could not be removed",
                    loop.logPrefix(),
                    id,
                    paths.owner(id),
                    Futures.cause(failure));
        }
        if (done != null && done) {
            pending.remove(id);
            blocked.remove(id);
            unwatch(id);
        } else if (closed) {
            unwatch(id);
        } else if (pending.contains(id)) {
            blocked.add(id);
        }
        tellIfIdle();
    }

    private void unwatch(String id) {
        session.unwatch(paths.owner(id), releases);
    }

    private void tellIfIdle() {
        if (onlyWaits() && !closed) {
            onIdle.run();
        }
    }

    private void onEvent(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY) {
            loop.execute(
                    () -> ScopePaths.childId(path).filter(pending::contains).ifPresent(this::look));
        }
    }
}

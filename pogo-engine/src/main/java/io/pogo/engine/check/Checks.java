package io.pogo.engine.check;

import io.pogo.Finding;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Strays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the inconsistencies of a scope, and removes leftovers that are safe to remove. Znodes that refer to a spec or a
 * member are read before the specs and the members: so a spec or member that is not found was missing at a time after
 * the referring znode was read.
 */
public final class Checks {
    /** The time between two reads: a finding that both contain is not work in progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ScopeAccess access;
    private final ScopePaths paths;

    public Checks(ScopeAccess access) {
        this.access = access;
        this.paths = access.paths();
    }

    public CompletableFuture<List<Finding>> check() {
        return look().thenCompose(first -> first.isEmpty()
                ? CompletableFuture.completedFuture(first)
                : later().thenCompose(waited -> look())
                        .thenApply(second ->
                                second.stream().filter(first::contains).toList()));
    }

    public CompletableFuture<List<Finding>> repair(Collection<Finding> findings) {
        Set<Finding> asked = new HashSet<>(findings);
        return look().thenCompose(now -> {
            List<CompletableFuture<List<Finding>>> removals = now.stream()
                    .filter(finding -> finding.repairable() && asked.contains(finding))
                    .map(this::remove)
                    .toList();
            return Futures.gather(removals);
        });
    }

    /** Removes the znode of a finding, only at the version that was read: one that has changed stays. */
    private CompletableFuture<List<Finding>> remove(Finding finding) {
        return access.attempts()
                .run(
                        "the removal of " + finding.path(),
                        (session, repeated) -> remove(session, finding)
                                .thenApply(deleted -> deleted || repeated ? List.of(finding) : List.of()));
    }

    private CompletableFuture<Boolean> remove(Session session, Finding finding) {
        if (paths.isLock(finding.path())) {
            return removeLock(session, finding);
        }
        Optional<String> child = paths.childOfSpecOrCheckpoint(finding.path());
        return child.isPresent()
                ? removeSquatter(session, finding, child.get())
                : session.delete(finding.path(), finding.version())
                        .thenApply(deleted -> true)
                        .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                            case MISSING, VERSION, NOT_EMPTY -> CompletableFuture.completedFuture(false);
                            default -> CompletableFuture.failedFuture(failure);
                        });
    }

    /**
     * Removes what stands where the spec or the checkpoint of a child belongs. The delete may arrive late, when the
     * right znode stands there in the same version: a start writes or makes the folder of the child's locks, and who
     * saves a checkpoint has a lock in it.
     */
    private CompletableFuture<Boolean> removeSquatter(Session session, Finding finding, String id) {
        String owner = paths.owner(id);
        return session.read(owner)
                .thenCompose(folder -> session.read(finding.path()).thenCompose(found -> {
                    if (found.isEmpty()
                            || found.get().isPersistent()
                            || found.get().version() != finding.version()) {
                        return CompletableFuture.completedFuture(false);
                    }
                    List<Write> writes = new ArrayList<>();
                    writes.add(folder.map(read -> Write.delete(owner, read.version()))
                            .orElseGet(() -> Write.create(owner, new byte[0])));
                    writes.add(folder.isPresent() ? Write.create(owner, new byte[0]) : Write.delete(owner, 0));
                    writes.add(Write.delete(finding.path(), finding.version()));
                    CompletableFuture<Void> ready = folder.isPresent()
                            ? CompletableFuture.completedFuture(null)
                            : Folders.ensure(session, ScopePaths.parent(owner));
                    return ready.thenCompose(made -> session.write(writes)).thenApply(done -> true);
                }))
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    case MISSING, EXISTS, VERSION, NOT_EMPTY -> CompletableFuture.completedFuture(false);
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    /** Removes what stands among the locks of a child, unless a lock of a node has taken its place. */
    private static CompletableFuture<Boolean> removeLock(Session session, Finding finding) {
        return session.read(ScopePaths.parent(finding.path()))
                .thenCompose(folder -> session.read(finding.path())
                        .thenCompose(found -> folder.isEmpty()
                                        || found.isEmpty()
                                        || Strays.isOurs(found.get())
                                        || found.get().version() != finding.version()
                                ? CompletableFuture.completedFuture(false)
                                : Strays.remove(session, folder.get(), found.get())))
                .exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.NOT_EMPTY
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<List<Finding>> look() {
        return access.attempts()
                .run(
                        "the check of scope " + access.scope(),
                        (session, repeated) -> new Census(access.loop(), session, paths)
                                .take()
                                .thenApply(census -> new Inspection(paths, census).findings()));
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        access.attempts().endWithClose(later);
        access.loop().after(PATIENCE, () -> later.complete(null));
        return later;
    }
}

package io.pogo.engine.check;

import io.pogo.Finding;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds what does not fit in a scope, and removes what harms nobody. Whatever hangs on a spec or on a member is read
 * before the specs and the members are: what is missing then was missing later than what hangs on it was there.
 */
public final class Checks {
    /** What is the same after this time is no work in progress. */
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

    /** Only the znode that was looked at: one that has changed stays. */
    private CompletableFuture<List<Finding>> remove(Finding finding) {
        return access.attempts()
                .run(
                        "the removal of " + finding.path(),
                        (session, repeated) -> session.delete(finding.path(), finding.version())
                                .thenApply(deleted -> List.of(finding))
                                .exceptionallyCompose(failure -> switch (Failures.code(failure)) {
                                    case NONODE, BADVERSION, NOTEMPTY ->
                                        CompletableFuture.completedFuture(repeated ? List.of(finding) : List.of());
                                    default -> CompletableFuture.failedFuture(failure);
                                }));
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

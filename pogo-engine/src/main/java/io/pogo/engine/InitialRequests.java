package io.pogo.engine;

import io.pogo.ChildConflictException;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.InitialChildren;
import io.pogo.PogoException;
import io.pogo.SetOutcome;
import io.pogo.StaleRevisionException;
import io.pogo.StartChildrenException;
import io.pogo.engine.base.Futures;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests that a node makes when it has joined: for its initial children and its declared sets. */
final class InitialRequests {
    private static final Logger log = LoggerFactory.getLogger(InitialRequests.class);
    private static final int MOST_ATTEMPTS = 5;

    private final ScopeCalls client;
    private final String logPrefix;
    private final Supervisor.Initial wanted;

    InitialRequests(ScopeCalls client, String logPrefix, Supervisor.Initial wanted) {
        this.client = client;
        this.logPrefix = logPrefix;
        this.wanted = wanted;
    }

    boolean areNone() {
        return wanted.children().isEmpty() && wanted.sets().isEmpty();
    }

    /** Makes the requests, one after the other; fails with the first failure. */
    CompletableFuture<Void> make() {
        CompletableFuture<Void> made = wanted.children().isEmpty() ? done() : startChildren();
        for (ChildSet set : wanted.sets()) {
            made = made.thenCompose(before -> client.declareAsync(set)).thenAccept(this::report);
        }
        return made;
    }

    private void report(SetOutcome outcome) {
        if (outcome.status() == SetOutcome.Status.SUPERSEDED) {
            log.info(
                    "{} set {} stays at version {}, which is higher than the one of this node",
                    logPrefix,
                    outcome.set(),
                    outcome.version());
        } else if (outcome.status() == SetOutcome.Status.APPLIED) {
            log.info("{} set {}", logPrefix, outcome);
        }
    }

    private CompletableFuture<Void> startChildren() {
        return client.startChildrenAsync(wanted.children())
                .<Void>thenApply(started -> null)
                .exceptionallyCompose(failure -> wanted.policy() != InitialChildren.FAIL
                                && Futures.cause(failure) instanceof StartChildrenException refused
                                && refused.failed().values().stream().allMatch(ChildConflictException.class::isInstance)
                        ? settle(refused.failed())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Void> settle(Map<String, PogoException> conflicts) {
        if (wanted.policy() == InitialChildren.KEEP) {
            conflicts.forEach((id, conflict) -> log.info(
                    "{} child {} keeps the spec that it has, which is not that of this node: {}",
                    logPrefix,
                    id,
                    conflict.getMessage()));
            return done();
        }
        Map<String, ChildSpec> specs = new TreeMap<>();
        wanted.children().forEach(spec -> specs.put(spec.id(), spec));
        return CompletableFuture.allOf(conflicts.keySet().stream()
                .flatMap(id -> Optional.ofNullable(specs.get(id)).stream())
                .map(spec -> update(spec, 1))
                .toArray(CompletableFuture[]::new));
    }

    /** Replaces a spec; others may do so, or terminate the child, at the same time. */
    private CompletableFuture<Void> update(ChildSpec spec, int attempt) {
        return client.findChildAsync(spec.id())
                .thenCompose(found -> replace(spec, found))
                .exceptionallyCompose(failure -> isRace(Futures.cause(failure)) && attempt < MOST_ATTEMPTS
                        ? update(spec, attempt + 1)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Void> replace(ChildSpec spec, Optional<ChildInfo> found) {
        if (found.isEmpty() || found.get().revision() == 0) {
            return client.startChildAsync(spec).thenApply(started -> null);
        }
        return client.updateChildAsync(spec, found.get().revision())
                .thenAccept(revision ->
                        log.info("{} child {} was updated, its revision is {} now", logPrefix, spec.id(), revision));
    }

    private static boolean isRace(Throwable failure) {
        return failure instanceof StaleRevisionException
                || failure instanceof ChildNotFoundException
                || failure instanceof ChildConflictException;
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}

package io.pogo.engine.sets;

import io.pogo.SetOutcome;
import io.pogo.core.sets.SetChild;
import io.pogo.core.sets.SetState;
import io.pogo.core.sets.SetVerdict;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Windowed;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSet;
import io.pogo.engine.request.EditMarks;
import io.pogo.engine.request.Requests;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Squatters;
import io.pogo.engine.tree.Strays;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * The execution of one declaration or withdrawal of a set: the intent, then bucket after bucket, then the end.
 *
 * <p>The intent is written first: the record of the set with the new version and the digests, and a stamp, a znode with
 * a random name. Every later transaction checks that the stamp is there. The next intent removes it, so that nothing of
 * an overtaken declaration is carried out after it, however late its requests arrive; the name never comes again, as a
 * version does when a znode is made anew. Who declares the same version and content shares the stamp and completes what
 * is missing. See {@code docs/decisions/sets.md}.
 */
final class SetExecution {
    private static final byte[] NOTHING = new byte[0];

    private final ScopeAccess access;
    private final ScopePaths paths;
    private final Attempts attempts;
    private final Requests requests;
    private final SetGoal goal;
    private final IntConsumer progress;

    SetExecution(ScopeAccess access, Requests requests, SetGoal goal, IntConsumer progress) {
        this.access = access;
        this.paths = access.paths();
        this.attempts = access.attempts();
        this.requests = requests;
        this.goal = goal;
        this.progress = progress;
    }

    /** A declaration whose intent is stored. */
    private record Begun(SetPlan plan, String stamp) {}

    /** A bucket after an attempt. */
    private enum Bucket {
        DONE,
        /** Another declaration has removed the stamp. */
        OVERTAKEN
    }

    /** The end of an execution because another declaration has removed its stamp. */
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another declaration came later", null, false, false);
        }
    }

    CompletableFuture<SetOutcome> run() {
        return attempts.run(
                        goal.toString(),
                        (session, repeated) ->
                                SetPlan.make(access, session, goal).thenCompose(plan -> begin(session, plan)))
                .thenCompose(begun -> switch (begun.plan().verdict()) {
                    case APPLY, RESUME -> carryOut(begun);
                    default -> CompletableFuture.completedFuture(begun.plan().outcome());
                });
    }

    private CompletableFuture<SetOutcome> carryOut(Begun begun) {
        return new Windowed<String>(bucket -> bringInLine(begun, bucket))
                .run(begun.plan().buckets())
                .thenCompose(done -> finish(begun))
                .thenApply(done -> begun.plan().outcome())
                .exceptionallyCompose(failure -> Futures.cause(failure) instanceof Overtaken
                        ? afterOvertaken(begun)
                        : CompletableFuture.failedFuture(failure));
    }

    /** Stores the intent, unless the declaration is to be completed only, or changes nothing. */
    private CompletableFuture<Begun> begin(Session session, SetPlan plan) {
        StoredSet stored = plan.stored();
        boolean resumes = plan.verdict() == SetVerdict.RESUME;
        if (resumes && plan.isStamped()) {
            return CompletableFuture.completedFuture(
                    new Begun(plan, Objects.requireNonNull(stored).stamp()));
        }
        if (plan.verdict() != SetVerdict.APPLY && !resumes) {
            return CompletableFuture.completedFuture(new Begun(plan, ""));
        }
        String stamp = UUID.randomUUID().toString();
        return room(session, !plan.outcome().added().isEmpty(), false)
                .thenCompose(open -> plan.root() == null
                        ? Folders.ensure(session, paths.sets())
                        : CompletableFuture.completedFuture(null))
                .thenCompose(ready -> session.write(intent(plan, stamp)))
                .thenApply(written -> new Begun(plan, stamp))
                .exceptionallyCompose(failure -> onRefused(session, failure, intent(plan, stamp)));
    }

    private List<Write> intent(SetPlan plan, String stamp) {
        String path = paths.set(goal.name());
        long version = goal.withdrawal() ? plan.outcome().version() : goal.version();
        byte[] data =
                StoredSet.of(version, goal.content(), goal.beginning(), stamp).encode();
        List<Write> writes = new ArrayList<>();
        Znode root = plan.root();
        writes.add(root == null ? Write.create(path, data) : Write.put(path, data, root.version()));
        plan.names().stream()
                .filter(name -> name.startsWith(ScopePaths.STAMP))
                .forEach(name -> writes.add(Write.delete(path + "/" + name, Write.ANY_VERSION)));
        writes.add(Write.create(paths.setStamp(goal.name(), stamp), NOTHING));
        return writes;
    }

    /** Refuses a declaration that starts children while the scope is full. */
    private CompletableFuture<Void> room(Session session, boolean starts, boolean begun) {
        if (!starts) {
            return CompletableFuture.completedFuture(null);
        }
        return requests.room().obstacle(session).thenAccept(full -> {
            if (full.isPresent()) {
                throw SetRefusals.full(goal, full.get(), begun);
            }
        });
    }

    private CompletableFuture<Void> bringInLine(Begun begun, String bucket) {
        return attempts.run(goal.toString(), (session, repeated) -> attempt(session, begun, bucket))
                .thenAccept(state -> {
                    if (state == Bucket.OVERTAKEN) {
                        throw new Overtaken();
                    }
                });
    }

    /** Looks at the bucket and writes the next part of what is missing, until nothing is. */
    private CompletableFuture<Bucket> attempt(Session session, Begun begun, String bucket) {
        boolean edited = begun.plan().marks().containsKey(bucket);
        return SetLook.at(new BatchedReads(session), paths, goal, bucket, edited)
                .thenCompose(look -> {
                    SetBucket found = new SetBucket(paths, goal, look);
                    if (!found.conflicts().isEmpty()) {
                        throw SetConflict.refusal(goal.name(), found.conflicts());
                    }
                    if (found.isDone()) {
                        return CompletableFuture.completedFuture(Bucket.DONE);
                    }
                    List<SetBucket.Change> part = found.part();
                    boolean isLast = part.size() == found.changes().size();
                    return write(session, begun, found, part).thenCompose(state -> {
                        if (state == Bucket.DONE) {
                            report(part);
                        }
                        return state == Bucket.DONE && !isLast
                                ? attempt(session, begun, bucket)
                                : CompletableFuture.completedFuture(state);
                    });
                });
    }

    private void report(List<SetBucket.Change> part) {
        int changed =
                (int) part.stream().filter(change -> !change.writes().isEmpty()).count();
        access.callbacks().run(() -> progress.accept(changed));
    }

    private CompletableFuture<Bucket> write(
            Session session, Begun begun, SetBucket bucket, List<SetBucket.Change> part) {
        List<String> added = part.stream()
                .filter(change -> change.step() == SetChild.Step.ADD)
                .map(SetBucket.Change::id)
                .toList();
        EditMarks marks = new EditMarks(paths);
        part.forEach(change -> marks.add(change.formerSet(), change.id()));
        List<Write> writes = new ArrayList<>();
        writes.add(Write.exists(paths.setStamp(goal.name(), begun.stamp())));
        writes.addAll(bucket.writes(part));
        return room(session, !added.isEmpty(), true)
                .thenCompose(open -> added.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : requests.buckets().ensure(session, added))
                .thenCompose(ready -> marks.writes(session))
                .thenCompose(marking -> {
                    writes.addAll(marking);
                    return session.write(writes);
                })
                .thenApply(written -> Bucket.DONE)
                .exceptionallyCompose(failure -> isStampGone(failure)
                        ? CompletableFuture.completedFuture(Bucket.OVERTAKEN)
                        : onRefused(session, failure, writes));
    }

    private static boolean isStampGone(Throwable failure) {
        return Futures.cause(failure) instanceof StoreFailure refused
                && refused.refusal() == Refusal.MISSING
                && refused.index() == 0;
    }

    /** Clears what is in the way of a transaction that was refused, if anything is, and has it made again. */
    private <T> CompletableFuture<T> onRefused(Session session, Throwable failure, List<Write> writes) {
        if (!(Futures.cause(failure) instanceof StoreFailure refused) || refused.index() < 0) {
            return CompletableFuture.failedFuture(failure);
        }
        String path = writes.get(refused.index()).path();
        if (isNews(refused.refusal(), path)) {
            return CompletableFuture.failedFuture(new Attempts.LostRace());
        }
        return switch (refused.refusal()) {
            case MISSING -> {
                requests.buckets().forget();
                yield CompletableFuture.failedFuture(new Attempts.LostRace());
            }
            case VERSION -> CompletableFuture.failedFuture(new Attempts.LostRace());
            case EXISTS, CHILDLESS ->
                Squatters.remove(session, refused.refusal() == Refusal.EXISTS ? path : ScopePaths.parent(path))
                        .thenCompose(removed -> CompletableFuture.failedFuture(new Attempts.LostRace()));
            case NOT_EMPTY ->
                Strays.removeBelow(session, path)
                        .thenCompose(removed -> CompletableFuture.failedFuture(new Attempts.LostRace()));
            default -> CompletableFuture.failedFuture(failure);
        };
    }

    /**
     * Returns whether the next look finds out what there is: a spec that was started meanwhile, or something in its
     * place, or something new in the record of the set, which may be a mark or a later declaration.
     */
    private boolean isNews(Refusal refusal, String path) {
        return refusal == Refusal.EXISTS
                ? path.startsWith(paths.children() + "/")
                : refusal == Refusal.NOT_EMPTY && path.equals(paths.set(goal.name()));
    }

    /** Stores that the declaration is complete, or removes the record of a withdrawn set. */
    private CompletableFuture<Void> finish(Begun begun) {
        return attempts.run(
                        goal.toString(),
                        (session, repeated) -> goal.withdrawal() ? remove(session, begun) : complete(session, begun))
                .thenCompose(state -> state == Bucket.OVERTAKEN
                        ? CompletableFuture.failedFuture(new Overtaken())
                        : CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Bucket> complete(Session session, Begun begun) {
        String path = paths.set(goal.name());
        return session.read(path).thenCompose(root -> {
            Optional<StoredSet> stored = SetPlan.decode(root);
            if (stored.filter(set -> set.stamp().equals(begun.stamp())).isEmpty()) {
                return CompletableFuture.completedFuture(Bucket.OVERTAKEN);
            }
            if (stored.get().state() == SetState.COMPLETE) {
                return CompletableFuture.completedFuture(Bucket.DONE);
            }
            List<Write> writes = List.of(
                    Write.exists(paths.setStamp(goal.name(), begun.stamp())),
                    Write.put(
                            path,
                            stored.get().in(SetState.COMPLETE).encode(),
                            root.orElseThrow().version()));
            return session.write(writes)
                    .thenCompose(written -> forgetMarks(session, begun))
                    .thenApply(written -> Bucket.DONE)
                    .exceptionallyCompose(failure -> isStampGone(failure)
                            ? CompletableFuture.completedFuture(Bucket.OVERTAKEN)
                            : onRefused(session, failure, writes));
        });
    }

    /**
     * Removes the marks that the plan has seen; a mark that was set again since stays. A removal that arrives after a
     * later declaration finds no stamp: a mark that was made again begins with the same version.
     */
    private CompletableFuture<Void> forgetMarks(Session session, Begun begun) {
        String stamp = paths.setStamp(goal.name(), begun.stamp());
        return CompletableFuture.allOf(begun.plan().marks().entrySet().stream()
                .map(mark -> session.write(List.of(
                                Write.exists(stamp),
                                Write.delete(paths.setEdited(goal.name(), mark.getKey()), mark.getValue())))
                        .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                            case MISSING, VERSION -> CompletableFuture.completedFuture(List.of());
                            default -> CompletableFuture.failedFuture(failure);
                        }))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Bucket> remove(Session session, Begun begun) {
        String path = paths.set(goal.name());
        String stamp = paths.setStamp(goal.name(), begun.stamp());
        return session.children(path).thenCompose(names -> {
            List<Write> writes = new ArrayList<>();
            writes.add(Write.delete(stamp, Write.ANY_VERSION));
            names.stream()
                    .map(name -> path + "/" + name)
                    .filter(below -> !below.equals(stamp))
                    .forEach(below -> writes.add(Write.delete(below, Write.ANY_VERSION)));
            writes.add(Write.delete(path, Write.ANY_VERSION));
            return session.write(writes)
                    .thenApply(written -> Bucket.DONE)
                    .exceptionallyCompose(failure -> isStampGone(failure)
                            ? CompletableFuture.completedFuture(Bucket.OVERTAKEN)
                            : onRefused(session, failure, writes));
        });
    }

    /** Returns the outcome after another declaration has removed the stamp: the later one counts. */
    private CompletableFuture<SetOutcome> afterOvertaken(Begun begun) {
        return attempts.run(goal.toString(), (session, repeated) -> session.read(paths.set(goal.name())))
                .thenCompose(root -> {
                    Optional<StoredSet> stored = SetPlan.decode(root);
                    if (goal.withdrawal()) {
                        return CompletableFuture.completedFuture(afterWithdrawal(begun, stored));
                    }
                    if (stored.isEmpty() || stored.get().state() == SetState.WITHDRAWING) {
                        return CompletableFuture.failedFuture(SetRefusals.withdrawn(goal));
                    }
                    return run();
                });
    }

    private SetOutcome afterWithdrawal(Begun begun, Optional<StoredSet> stored) {
        SetOutcome planned = begun.plan().outcome();
        return stored.isEmpty()
                ? planned
                : new SetOutcome(
                        goal.name(),
                        SetOutcome.Status.SUPERSEDED,
                        stored.get().version(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
    }

    /** Returns what carrying the goal out would change. */
    CompletableFuture<SetOutcome> preview() {
        return attempts.run(
                "the preview of set " + goal.name(),
                (session, repeated) -> SetPlan.make(access, session, goal).thenApply(SetPlan::outcome));
    }
}

package io.pogo.engine.sets;

import io.pogo.SetOutcome;
import io.pogo.core.sets.SetChild;
import io.pogo.core.sets.SetScan;
import io.pogo.core.sets.SetState;
import io.pogo.core.sets.SetVerdict;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Words;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSet;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.Squatters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a declaration, made before anything is written: the verdict, the buckets that are not as declared, and
 * the changes.
 *
 * @param root the record of the set, null if there is none
 * @param stored the content of the record, null if there is none
 * @param verdict the verdict on the declaration
 * @param names the names of the znodes below the record
 * @param marks the marks of changes by hand, with the version of each, by bucket
 * @param buckets the buckets to bring in line
 * @param outcome the outcome of carrying the plan out
 */
record SetPlan(
        @Nullable Znode root,
        @Nullable StoredSet stored,
        SetVerdict verdict,
        List<String> names,
        SortedMap<String, Integer> marks,
        Set<String> buckets,
        SetOutcome outcome) {

    /** Returns whether the declaration that is to be completed still has its stamp. */
    boolean isStamped() {
        return stored != null && names.contains(ScopePaths.STAMP + stored.stamp());
    }

    /** Makes the plan; fails if the declaration is to be refused. */
    static CompletableFuture<SetPlan> make(ScopeAccess access, Session session, SetGoal goal) {
        return new Making(access, session, goal).make();
    }

    /** Returns the verdict on a goal. A withdrawal counts unless it was begun or there is no set. */
    static SetVerdict verdict(SetGoal goal, Optional<StoredSet> stored) {
        if (!goal.withdrawal()) {
            return SetVerdict.of(
                    stored.map(StoredSet::standing),
                    goal.version(),
                    goal.content().digest());
        }
        if (stored.isEmpty()) {
            return SetVerdict.UNCHANGED;
        }
        return stored.get().state() == SetState.WITHDRAWING ? SetVerdict.RESUME : SetVerdict.APPLY;
    }

    /** Returns the content of the record of a set; empty if it is missing or cannot be read. */
    static Optional<StoredSet> decode(Optional<Znode> root) {
        try {
            return root.isPresent() ? Optional.of(StoredSet.decode(root.get())) : Optional.empty();
        } catch (BadData e) {
            return Optional.empty();
        }
    }

    /** Reads what a plan needs, and makes the plan. */
    private static final class Making {
        private final ScopeAccess access;
        private final ScopePaths paths;
        private final Session session;
        private final SetGoal goal;

        Making(ScopeAccess access, Session session, SetGoal goal) {
            this.access = access;
            this.paths = access.paths();
            this.session = session;
            this.goal = goal;
        }

        CompletableFuture<SetPlan> make() {
            String path = paths.set(goal.name());
            return session.read(path).thenCompose(root -> {
                if (root.filter(Znode::isEphemeral).isPresent()) {
                    return Squatters.remove(session, path)
                            .thenCompose(removed -> CompletableFuture.failedFuture(new Attempts.LostRace()));
                }
                Optional<StoredSet> stored = root.map(this::readable);
                SetVerdict verdict = verdict(goal, stored);
                return switch (verdict) {
                    case UNCHANGED -> done(root, stored, verdict, SetOutcome.Status.UNCHANGED);
                    case SUPERSEDED -> done(root, stored, verdict, SetOutcome.Status.SUPERSEDED);
                    case OTHER_CONTENT, APPLY, RESUME ->
                        session.children(path).thenCompose(names -> look(root, stored, verdict, names));
                };
            });
        }

        private StoredSet readable(Znode root) {
            try {
                return StoredSet.decode(root);
            } catch (BadData e) {
                throw SetRefusals.unreadable(goal, root.path(), Words.of(e));
            }
        }

        private CompletableFuture<SetPlan> done(
                Optional<Znode> root, Optional<StoredSet> stored, SetVerdict verdict, SetOutcome.Status status) {
            boolean isInForce = status == SetOutcome.Status.UNCHANGED;
            SetOutcome outcome = new SetOutcome(
                    goal.name(),
                    status,
                    stored.map(StoredSet::version).orElse(goal.version()),
                    List.of(),
                    List.of(),
                    List.of(),
                    isInForce ? List.copyOf(goal.specs().keySet()) : List.of());
            return CompletableFuture.completedFuture(new SetPlan(
                    root.orElse(null), stored.orElse(null), verdict, List.of(), new TreeMap<>(), Set.of(), outcome));
        }

        private CompletableFuture<SetPlan> look(
                Optional<Znode> root, Optional<StoredSet> stored, SetVerdict verdict, List<String> names) {
            Set<String> edited = suffixes(names, ScopePaths.EDITED);
            Set<String> inUse =
                    names.stream().filter(name -> name.length() == 2).collect(Collectors.toCollection(HashSet::new));
            boolean complete =
                    stored.filter(set -> set.state() == SetState.COMPLETE).isPresent();
            Set<String> buckets = SetScan.buckets(
                    complete,
                    stored.<Map<String, String>>map(StoredSet::buckets).orElse(Map.of()),
                    goal.content().bucketDigests(),
                    inUse,
                    edited);
            BatchedReads reads = new BatchedReads(session);
            CompletableFuture<SortedMap<String, Integer>> marks = marks(reads, edited);
            List<CompletableFuture<SetLook>> looks = buckets.stream()
                    .map(bucket -> SetLook.at(reads, paths, goal, bucket, edited.contains(bucket)))
                    .toList();
            return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                    .thenCombine(marks, (read, found) -> found)
                    .thenApplyAsync(
                            found -> {
                                SetOutcome outcome = outcome(
                                        looks.stream()
                                                .map(CompletableFuture::join)
                                                .toList(),
                                        stored,
                                        verdict);
                                return new SetPlan(
                                        root.orElse(null),
                                        stored.orElse(null),
                                        verdict,
                                        names,
                                        found,
                                        buckets,
                                        outcome);
                            },
                            access.callbacks().work());
        }

        private CompletableFuture<SortedMap<String, Integer>> marks(BatchedReads reads, Set<String> edited) {
            Map<String, CompletableFuture<Optional<Znode>>> read = new TreeMap<>();
            edited.forEach(bucket -> read.put(bucket, reads.read(paths.setEdited(goal.name(), bucket))));
            return CompletableFuture.allOf(read.values().toArray(CompletableFuture[]::new))
                    .thenApply(done -> {
                        SortedMap<String, Integer> marks = new TreeMap<>();
                        read.forEach(
                                (bucket, znode) -> znode.join().ifPresent(found -> marks.put(bucket, found.version())));
                        return marks;
                    });
        }

        private SetOutcome outcome(List<SetLook> looks, Optional<StoredSet> stored, SetVerdict verdict) {
            List<SetConflict> conflicts = new ArrayList<>();
            List<SetBucket.Change> changes = new ArrayList<>();
            for (SetLook look : looks) {
                SetBucket bucket = new SetBucket(paths, goal, look);
                conflicts.addAll(bucket.conflicts());
                // Without the data: a set may have gigabytes of arguments.
                bucket.changes()
                        .forEach(change -> changes.add(new SetBucket.Change(
                                change.id(), change.step(), List.of(), change.formerSet(), change.digest())));
            }
            if (verdict == SetVerdict.OTHER_CONTENT) {
                throw SetRefusals.otherContent(goal, stored.orElseThrow(), changes);
            }
            if (!conflicts.isEmpty()) {
                throw SetConflict.refusal(goal.name(), conflicts);
            }
            List<String> added = having(changes, SetChild.Step.ADD);
            List<String> changed = having(changes, SetChild.Step.CHANGE);
            Set<String> kept = new TreeSet<>(goal.specs().keySet());
            added.forEach(kept::remove);
            changed.forEach(kept::remove);
            return new SetOutcome(
                    goal.name(),
                    SetOutcome.Status.APPLIED,
                    goal.withdrawal() ? stored.map(StoredSet::version).orElse(0L) : goal.version(),
                    added,
                    changed,
                    having(changes, SetChild.Step.REMOVE),
                    List.copyOf(kept));
        }

        private static List<String> having(List<SetBucket.Change> changes, SetChild.Step step) {
            return changes.stream()
                    .filter(change -> change.step() == step)
                    .map(SetBucket.Change::id)
                    .sorted()
                    .toList();
        }

        private static Set<String> suffixes(List<String> names, String prefix) {
            return names.stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

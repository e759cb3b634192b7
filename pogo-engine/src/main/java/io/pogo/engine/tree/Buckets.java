package io.pogo.engine.tree;

import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folders between {@code /children} and a spec, and between {@code /owners} and a child's locks, created when they
 * are needed: together, and each of them once, however many starts need it at a time. May be used on any thread.
 */
public final class Buckets {
    /**
     * The number of missing folders up to which they are created one by one. For more it is worth reading first which
     * ones exist, because an existing folder makes ZooKeeper refuse its whole transaction.
     */
    private static final int FEW = 4;

    private final ScopePaths paths;
    private final Set<String> made = new HashSet<>();
    private final Map<String, CompletableFuture<Void>> making = new HashMap<>();

    public Buckets(ScopePaths paths) {
        this.paths = paths;
    }

    /** Ensures that the folders of these children exist. */
    public CompletableFuture<Void> ensure(Session session, List<String> ids) {
        List<String> needed = ids.stream()
                .flatMap(id -> Stream.of(paths.child(id), paths.owner(id)))
                .map(ScopePaths::parent)
                .distinct()
                .toList();
        CompletableFuture<Void> begin = new CompletableFuture<>();
        List<CompletableFuture<Void>> awaited;
        synchronized (this) {
            List<String> unknown =
                    needed.stream().filter(Predicate.not(made::contains)).toList();
            if (unknown.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            List<String> missing = unknown.stream()
                    .filter(bucket -> !making.containsKey(bucket))
                    .toList();
            CompletableFuture<Void> ours = begin.thenCompose(go -> make(session, missing))
                    .whenComplete((done, failure) -> onMade(missing, failure == null));
            missing.forEach(bucket -> making.put(bucket, ours));
            awaited = unknown.stream().map(making::get).distinct().toList();
        }
        begin.complete(null);
        return CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> make(Session session, List<String> missing) {
        if (missing.size() <= FEW) {
            return CompletableFuture.allOf(missing.stream()
                    .map(bucket -> Folders.ensure(session, bucket))
                    .toArray(CompletableFuture[]::new));
        }
        return present(session, paths.children())
                .thenCombine(
                        present(session, paths.owners()),
                        (children, owners) -> missing.stream()
                                .filter(bucket -> !children.contains(bucket) && !owners.contains(bucket))
                                .toList())
                .thenCompose(absent -> Folders.ensureAll(session, absent));
    }

    private static CompletableFuture<Collection<String>> present(Session session, String folder) {
        return session.children(folder).thenApply(names -> {
            Set<String> there = new HashSet<>();
            names.forEach(name -> there.add(folder + "/" + name));
            return there;
        });
    }

    private synchronized void onMade(List<String> buckets, boolean success) {
        buckets.forEach(making::remove);
        if (success) {
            made.addAll(buckets);
        }
    }

    /** Forgets which folders exist, because another program may have removed some. */
    public synchronized void forget() {
        made.clear();
    }
}

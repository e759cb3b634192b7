package io.pogo.engine.request;

import io.pogo.ChildSpec;
import io.pogo.PogoException;
import io.pogo.StartChildrenException;
import io.pogo.StartOutcome;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Windowed;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts and terminates many children in transactions of at most 100 operations and well under 1 MB. A transaction is
 * all or nothing; where one is refused or cut short its children are requested one by one, so that each has its own
 * outcome.
 */
public final class BulkRequests {
    private static final int MAX_CHILDREN = 50;
    private static final int MAX_BYTES = 256 * 1024;

    /** The outcome of a transaction. */
    private enum Written {
        DONE,
        /** An operation was refused. */
        NOTHING,
        /** The connection was lost: the transaction may have been carried out. */
        CUT_SHORT
    }

    private final ScopePaths paths;
    private final Requests requests;
    private final Attempts attempts;

    public BulkRequests(ScopePaths paths, Requests requests, Attempts attempts) {
        this.paths = paths;
        this.requests = requests;
        this.attempts = attempts;
    }

    public CompletableFuture<Map<String, StartOutcome>> start(Collection<ChildSpec> specs) {
        Map<String, ChildSpec> byId = new LinkedHashMap<>();
        for (ChildSpec spec : specs) {
            if (byId.put(spec.id(), spec) != null) {
                throw new IllegalArgumentException("child id \"" + spec.id() + "\" occurs twice");
            }
        }
        Map<String, StartOutcome> accepted = new ConcurrentHashMap<>();
        Map<String, PogoException> failed = new ConcurrentHashMap<>();
        Windowed<List<ChildSpec>> windowed = new Windowed<>(batch -> startBatch(batch, accepted, failed));
        return windowed.run(batches(byId.values())).thenApply(done -> {
            if (!failed.isEmpty()) {
                throw new StartChildrenException(accepted, failed);
            }
            return Collections.unmodifiableMap(accepted);
        });
    }

    public CompletableFuture<Integer> terminate(Collection<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        List<List<String>> batches = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i += MAX_CHILDREN) {
            batches.add(distinct.subList(i, Math.min(distinct.size(), i + MAX_CHILDREN)));
        }
        java.util.concurrent.atomic.AtomicInteger count = new java.util.concurrent.atomic.AtomicInteger();
        return new Windowed<List<String>>(batch -> terminateBatch(batch).thenAccept(count::addAndGet))
                .run(batches)
                .thenApply(done -> count.get());
    }

    private CompletableFuture<Void> startBatch(
            List<ChildSpec> batch, Map<String, StartOutcome> accepted, Map<String, PogoException> failed) {
        List<String> ids = batch.stream().map(ChildSpec::id).toList();
        List<Start> starts = batch.stream().map(requests::toStart).toList();
        return attempts.<Written>run(
                        "the start of " + batch.size() + " children",
                        (session, repeated) -> repeated
                                ? CompletableFuture.completedFuture(Written.CUT_SHORT)
                                : requests.room()
                                        .obstacle(session)
                                        .thenCompose(full -> full.isEmpty()
                                                ? writeAll(session, ids, starts)
                                                : CompletableFuture.completedFuture(Written.NOTHING)))
                .thenCompose(written -> {
                    if (written == Written.DONE) {
                        ids.forEach(id -> accepted.put(id, StartOutcome.ACCEPTED));
                        return CompletableFuture.completedFuture(null);
                    }
                    return startSingly(starts, written == Written.CUT_SHORT, accepted, failed);
                })
                .exceptionallyCompose(failure -> {
                    batch.forEach(spec -> failed.put(spec.id(), pogo(failure)));
                    return CompletableFuture.completedFuture(null);
                });
    }

    private CompletableFuture<Written> writeAll(Session session, List<String> ids, List<Start> starts) {
        return requests.buckets()
                .ensure(session, ids)
                .thenCompose(ready -> prepare(session, starts))
                .thenCompose(prepared -> write(session, operations(session, starts)));
    }

    private static CompletableFuture<Void> prepare(Session session, List<Start> starts) {
        return CompletableFuture.allOf(
                starts.stream().map(start -> start.prepare(session)).toArray(CompletableFuture[]::new));
    }

    private static List<Write> operations(Session session, List<Start> starts) {
        return starts.stream()
                .flatMap(start -> start.operations(session).stream())
                .toList();
    }

    private CompletableFuture<Void> startSingly(
            List<Start> starts,
            boolean cutShort,
            Map<String, StartOutcome> accepted,
            Map<String, PogoException> failed) {
        requests.buckets().forget();
        return CompletableFuture.allOf(starts.stream()
                .map(start -> requests.start(start, cutShort).handle((outcome, failure) -> {
                    if (failure == null) {
                        accepted.put(start.spec().id(), outcome);
                    } else {
                        failed.put(start.spec().id(), pogo(failure));
                    }
                    return outcome;
                }))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Terminates children together. Their specs are read first: after a lost connection only those are deleted, not
     * those of new children with the same ids.
     */
    private CompletableFuture<Integer> terminateBatch(List<String> ids) {
        Map<String, Long> known = new ConcurrentHashMap<>();
        Map<String, Integer> versions = new ConcurrentHashMap<>();
        EditMarks marks = new EditMarks(paths);
        return attempts.<Written>run(
                        "the termination of " + ids.size() + " children",
                        (session, repeated) -> repeated
                                ? CompletableFuture.completedFuture(Written.CUT_SHORT)
                                : identities(session, ids, known, versions, marks)
                                        .thenCompose(read -> marks.writes(session))
                                        .thenCompose(
                                                marking -> write(session, joined(deletions(ids, versions), marking))))
                .thenCompose(written -> written == Written.DONE
                        ? CompletableFuture.completedFuture(ids.size())
                        : terminateSingly(ids, known, written == Written.CUT_SHORT));
    }

    private List<Write> deletions(List<String> ids, Map<String, Integer> versions) {
        return ids.stream()
                .map(id -> Write.delete(paths.child(id), versions.getOrDefault(id, Write.ANY_VERSION)))
                .toList();
    }

    private static List<Write> joined(List<Write> writes, List<Write> more) {
        List<Write> joined = new ArrayList<>(writes);
        joined.addAll(more);
        return joined;
    }

    private CompletableFuture<Void> identities(
            Session session,
            List<String> ids,
            Map<String, Long> known,
            Map<String, Integer> versions,
            EditMarks marks) {
        BatchedReads reads = new BatchedReads(session);
        return CompletableFuture.allOf(ids.stream()
                .map(id -> reads.read(paths.child(id)).thenAccept(found -> {
                    known.put(id, found.map(Znode::czxid).orElse(0L));
                    found.ifPresent(znode -> {
                        versions.put(id, znode.version());
                        marks.add(StoredSpec.decode(id, znode).set(), id);
                    });
                }))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Integer> terminateSingly(List<String> ids, Map<String, Long> known, boolean cutShort) {
        List<CompletableFuture<Boolean>> singles = ids.stream()
                .map(id -> requests.terminate(id, known.get(id), cutShort))
                .toList();
        return CompletableFuture.allOf(singles.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        (int) singles.stream().filter(CompletableFuture::join).count());
    }

    private static CompletableFuture<Written> write(Session session, List<Write> operations) {
        return session.write(operations).thenApply(results -> Written.DONE).exceptionallyCompose(BulkRequests::refused);
    }

    private static CompletableFuture<Written> refused(Throwable failure) {
        return Futures.cause(failure) instanceof StoreFailure refused && refused.index() >= 0
                ? CompletableFuture.completedFuture(Written.NOTHING)
                : CompletableFuture.failedFuture(failure);
    }

    private static PogoException pogo(Throwable failure) {
        return Failures.told("the request", failure);
    }

    private static List<List<ChildSpec>> batches(Collection<ChildSpec> specs) {
        List<List<ChildSpec>> batches = new ArrayList<>();
        List<ChildSpec> batch = new ArrayList<>();
        int bytes = 0;
        for (ChildSpec spec : specs) {
            int size = StoredSpec.encode(spec).length;
            if (batch.size() == MAX_CHILDREN || (!batch.isEmpty() && bytes + size > MAX_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(spec);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}

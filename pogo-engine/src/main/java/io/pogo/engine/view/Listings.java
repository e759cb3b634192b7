package io.pogo.engine.view;

import io.pogo.ChildCounts;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.core.StuckChild;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import io.pogo.engine.tree.Owners;
import io.pogo.engine.tree.TreeReads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads, on request, the states of the children of the scope, from what is wanted, planned, owned and failed. The four
 * are read one after the other, so a child that is just changing is shown in its old or its new state.
 */
public final class Listings {
    private static final int READS_AT_ONCE = 100;

    private static final CompletableFuture<Map<String, StuckChild>> NONE_STUCK =
            CompletableFuture.completedFuture(Map.of());

    private final ScopePaths paths;
    private final Attempts attempts;
    private final ListingReasons reasons;

    public Listings(ScopePaths paths, Attempts attempts, ListingReasons reasons) {
        this.paths = paths;
        this.attempts = attempts;
        this.reasons = reasons;
    }

    public CompletableFuture<List<ChildInfo>> all() {
        return attempts.run("the listing of all children", (session, repeated) -> all(session));
    }

    public CompletableFuture<ChildCounts> counts() {
        CompletableFuture<List<ChildInfo>> found =
                attempts.run("the count of all children", (session, repeated) -> allWithoutReasons(session));
        return found.thenApply(all -> new ChildCounts(
                (int) all.stream().filter(child -> !isOnlyStopping(child)).count(),
                count(all, ChildState.RUNNING),
                count(all, ChildState.PENDING),
                count(all, ChildState.FAILED),
                count(all, ChildState.PAUSED),
                count(all, ChildState.COMPLETED)));
    }

    public CompletableFuture<Optional<ChildInfo>> one(String id) {
        return attempts.run(
                "the look-up of child " + id,
                (session, repeated) -> one(session, id)
                        .thenCompose(
                                found -> reasons.fill(session, found.stream().toList()))
                        .thenApply(found -> found.stream().findFirst()));
    }

    /** Reads these children; unknown ones are left out. */
    CompletableFuture<List<ChildInfo>> some(Session session, Collection<String> ids) {
        CompletableFuture<Map<String, StuckChild>> stuck = StuckShown.read(session, paths);
        return Futures.gather(ids.stream()
                        .map(id -> one(session, id, stuck)
                                .thenApply(found -> found.stream().toList()))
                        .toList())
                .thenCompose(found -> reasons.fill(session, found));
    }

    public CompletableFuture<Optional<ChildSpec>> spec(String id) {
        return attempts.run(
                        "the look-up of the spec of child " + id, (session, repeated) -> session.read(paths.child(id)))
                .thenApply(znode -> znode.filter(Znode::isPersistent)
                        .map(found -> StoredSpec.decode(id, found).spec()));
    }

    /**
     * Reads a child, and sets a watch for its next change. For a child without an owner the planned node is not read,
     * and a stuck child is shown by its lock alone.
     */
    CompletableFuture<Optional<ChildInfo>> watched(Session session, String id, Watch watch) {
        return found(session, id, watch, NONE_STUCK).thenApply(found -> show(id, found, null));
    }

    /** Reads a child. For a waiting child the reason is not filled in. */
    CompletableFuture<Optional<ChildInfo>> one(Session session, String id) {
        return one(session, id, StuckShown.read(session, paths));
    }

    private CompletableFuture<Optional<ChildInfo>> one(
            Session session, String id, CompletableFuture<Map<String, StuckChild>> stuck) {
        return found(session, id, null, stuck)
                .thenCompose(found -> found.showsPlan(id)
                        ? plannedNode(session, id).thenApply(planned -> show(id, found, planned.orElse(null)))
                        : CompletableFuture.completedFuture(show(id, found, null)));
    }

    private CompletableFuture<Found> found(
            Session session, String id, @Nullable Watch watch, CompletableFuture<Map<String, StuckChild>> stuck) {
        CompletableFuture<Optional<Znode>> spec = Znode.orSealed(paths.child(id), session.read(paths.child(id), watch));
        CompletableFuture<Optional<Znode>> failure =
                Znode.orSealed(paths.failure(id), session.read(paths.failure(id), watch));
        CompletableFuture<List<Znode>> owner = Owners.of(session, paths.owner(id), watch);
        return CompletableFuture.allOf(spec, failure, owner, stuck)
                .thenApply(read -> new Found(
                        spec.join().filter(Znode::isPersistent).orElse(null),
                        failure.join().filter(Znode::isPersistent).orElse(null),
                        owner.join().stream().findFirst().orElse(null),
                        stuck.join().get(id)));
    }

    /** The znodes of one child, and its stuck run. */
    private record Found(
            @Nullable Znode spec,
            @Nullable Znode failure,
            @Nullable Znode owner,
            @Nullable StuckChild stuck) {
        boolean showsPlan(String id) {
            return spec != null && (stuck != null || ChildInfoAssembler.showsPlan(StoredSpec.decode(id, spec), owner));
        }
    }

    private Optional<ChildInfo> show(String id, Found found, @Nullable String planned) {
        return show(id, found.spec(), found.failure(), found.owner(), planned, found.stuck());
    }

    private Optional<ChildInfo> show(
            String id,
            @Nullable Znode spec,
            @Nullable Znode failure,
            @Nullable Znode owner,
            @Nullable String planned,
            @Nullable StuckChild stuck) {
        StoredSpec stored = spec == null ? null : StoredSpec.decode(id, spec);
        if (stuck != null && StuckShown.isSo(stuck, owner)) {
            return Optional.of(StuckShown.of(stuck, stored, owner, planned));
        }
        if (stored == null && owner == null) {
            return Optional.empty();
        }
        ChildInfo shown = ChildInfoAssembler.of(
                id, stored, failure == null ? null : StoredFailure.decode(id, failure), owner, planned);
        return Optional.of(stuck == null ? shown : StuckShown.beside(stuck, shown));
    }

    /**
     * Returns the node that has an assignment of a child. One request checks many nodes, by the children of the znode:
     * the answer is short whatever the data.
     */
    private CompletableFuture<Optional<String>> plannedNode(Session session, String id) {
        return session.children(paths.assignments()).thenCompose(nodes -> {
            List<CompletableFuture<List<String>>> batches = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i += READS_AT_ONCE) {
                List<String> batch = nodes.subList(i, Math.min(nodes.size(), i + READS_AT_ONCE));
                batches.add(session.readAll(batch.stream()
                                .map(node -> Read.names(paths.assignment(node, id)))
                                .toList())
                        .thenApply(results -> having(batch, results)));
            }
            return Futures.gather(batches).thenApply(having -> having.stream().min(String::compareTo));
        });
    }

    /** Returns the nodes that have an assignment of the child; an assignment that may not be read counts. */
    private static List<String> having(List<String> nodes, List<Reply> replies) {
        List<String> having = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            Exception failure = replies.get(i).failure();
            boolean isSealed = failure != null && Failures.refusal(failure) == Refusal.DENIED;
            if (failure != null && !isSealed) {
                throw new CompletionException(failure);
            }
            if (isSealed || replies.get(i).names().isPresent()) {
                having.add(nodes.get(i));
            }
        }
        return having;
    }

    CompletableFuture<List<ChildInfo>> all(Session session) {
        return allWithoutReasons(session).thenCompose(found -> reasons.fill(session, found));
    }

    private CompletableFuture<List<ChildInfo>> allWithoutReasons(Session session) {
        BatchedReads reads = new BatchedReads(session);
        CompletableFuture<Map<String, Znode>> specs = TreeReads.canonicalPaths(reads, paths.children())
                .thenCompose(found -> readEach(reads, found, ScopePaths::idOf));
        CompletableFuture<Map<String, Znode>> failures = TreeReads.canonicalPaths(reads, paths.failures())
                .thenCompose(found -> readEach(reads, found, ScopePaths::idOf));
        CompletableFuture<Map<String, Znode>> owners = TreeReads.canonicalPaths(reads, paths.owners())
                .thenCompose(parents -> leaders(session, parents))
                .thenCompose(leaders -> readOwners(session, reads, leaders));
        CompletableFuture<Map<String, String>> planned = plannedNodes(session);
        CompletableFuture<Map<String, StuckChild>> stuck = StuckShown.read(session, paths);
        return CompletableFuture.allOf(specs, failures, owners, planned, stuck)
                .thenApply(
                        read -> assemble(specs.join(), failures.join(), owners.join(), planned.join(), stuck.join()));
    }

    private List<ChildInfo> assemble(
            Map<String, Znode> specs,
            Map<String, Znode> failures,
            Map<String, Znode> owners,
            Map<String, String> planned,
            Map<String, StuckChild> stuck) {
        TreeSet<String> ids = new TreeSet<>(specs.keySet());
        ids.addAll(owners.keySet());
        ids.addAll(stuck.keySet());
        List<ChildInfo> infos = new ArrayList<>();
        for (String id : ids) {
            show(id, specs.get(id), failures.get(id), owners.get(id), planned.get(id), stuck.get(id))
                    .ifPresent(infos::add);
        }
        return List.copyOf(infos);
    }

    private CompletableFuture<Map<String, String>> plannedNodes(Session session) {
        BatchedReads reads = new BatchedReads(session);
        return reads.children(paths.assignments()).thenCompose(nodes -> {
            Map<String, String> planned = new ConcurrentHashMap<>();
            return CompletableFuture.allOf(nodes.stream()
                            .map(node -> TreeReads.canonicalPaths(reads, paths.assignments(node))
                                    .thenAccept(
                                            found -> found.forEach(path -> planned.put(ScopePaths.idOf(path), node))))
                            .toArray(CompletableFuture[]::new))
                    .thenApply(done -> planned);
        });
    }

    /** Reads the owners by child; where the first entry of a queue belongs to no session the next one counts. */
    private static CompletableFuture<Map<String, Znode>> readOwners(
            Session session, BatchedReads reads, List<String> leaders) {
        Map<String, Znode> owners = new ConcurrentHashMap<>();
        return CompletableFuture.allOf(leaders.stream()
                        .map(path -> Znode.orSealed(path, reads.read(path))
                                .thenCompose(found -> found.filter(z -> !z.isSealed() && !z.isEphemeral())
                                        .map(stray -> Owners.of(session, ScopePaths.parent(path), null))
                                        .orElse(CompletableFuture.completedFuture(
                                                found.stream().toList())))
                                .thenAccept(owner ->
                                        owner.forEach(z -> owners.put(ScopePaths.idOf(ScopePaths.parent(path)), z))))
                        .toArray(CompletableFuture[]::new))
                .thenApply(done -> new TreeMap<>(owners));
    }

    /** Reads the persistent znodes at these paths, by child id. */
    private static CompletableFuture<Map<String, Znode>> readEach(
            BatchedReads reads, Collection<String> found, UnaryOperator<String> idOf) {
        Map<String, Znode> read = new ConcurrentHashMap<>();
        return CompletableFuture.allOf(found.stream()
                        .map(path -> Znode.orSealed(path, reads.read(path))
                                .thenAccept(znode -> znode.filter(z -> !z.isEphemeral())
                                        .ifPresent(z -> read.put(idOf.apply(path), z))))
                        .toArray(CompletableFuture[]::new))
                .thenApply(done -> new TreeMap<>(read));
    }

    /**
     * Reads the claim, or the latch znode that leads, below each parent; the lists are short, so many fit into one
     * reply.
     */
    private static CompletableFuture<List<String>> leaders(Session session, List<String> parents) {
        List<CompletableFuture<List<String>>> batches = new ArrayList<>();
        for (int i = 0; i < parents.size(); i += READS_AT_ONCE) {
            List<String> batch = parents.subList(i, Math.min(parents.size(), i + READS_AT_ONCE));
            batches.add(session.readAll(batch.stream().map(Read::names).toList())
                    .thenApply(results -> leaders(batch, results)));
        }
        return Futures.gather(batches);
    }

    private static List<String> leaders(List<String> parents, List<Reply> replies) {
        List<String> leaders = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            String parent = parents.get(i);
            replies.get(i).names().flatMap(Owners::first).ifPresent(name -> leaders.add(parent + "/" + name));
        }
        return leaders;
    }

    private static boolean isOnlyStopping(ChildInfo child) {
        return child.state() == ChildState.STOPPING || (child.state() == ChildState.STUCK && child.revision() == 0);
    }

    private static int count(List<ChildInfo> children, ChildState state) {
        return (int) children.stream().filter(child -> child.state() == state).count();
    }
}

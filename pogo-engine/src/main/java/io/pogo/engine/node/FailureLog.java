package io.pogo.engine.node;

import io.pogo.core.Failure;
import io.pogo.core.Rest;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Squatters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the failure records of the children of this node. The changes of one child are written one after the other,
 * each based on the record that is then stored; one that was cut short by a lost connection is repeated after the
 * reconnect.
 */
public final class FailureLog {
    private static final Logger log = LoggerFactory.getLogger(FailureLog.class);

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final String nodeId;
    private final Map<String, Deque<Function<Optional<Failure>, Optional<Failure>>>> changes = new HashMap<>();
    private final Set<String> writing = new HashSet<>();

    public FailureLog(EventLoop loop, Session session, ScopePaths paths, String nodeId) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.nodeId = nodeId;
    }

    /**
     * Records another crash of the child on this node.
     *
     * @param restartingUnder the token of the owner that waits before it restarts the child, or 0
     */
    void crashed(StoredSpec spec, String error, long restartingUnder) {
        change(spec, before -> Optional.of(next(spec, before, error, false).restartingUnder(restartingUnder)));
    }

    /** Records that the pause before the next run is over. */
    void restarted(StoredSpec spec) {
        change(spec, before -> before.map(f -> isOf(spec, f) ? f.restartingUnder(0) : f));
    }

    /** Records that the child has crashed too often on this node. */
    void gaveUp(StoredSpec spec, String error) {
        change(spec, before -> Optional.of(next(spec, before, error, true)));
    }

    /** Removes the failure record of a child that has recovered. */
    void clear(StoredSpec spec) {
        change(spec, before -> Optional.empty());
    }

    /** Repeats the pending writes after a reconnect. */
    void resume() {
        for (String id : List.copyOf(changes.keySet())) {
            writing.remove(id);
            writeNext(id);
        }
    }

    private Failure next(StoredSpec spec, Optional<Failure> stored, String error, boolean giveUp) {
        Optional<Failure> before = stored.filter(f -> isOf(spec, f));
        Set<String> failedOn = new HashSet<>(before.map(Failure::failedOn).orElse(Set.of()));
        if (giveUp) {
            failedOn.add(nodeId);
        }
        return new Failure(
                spec.id(),
                spec.czxid(),
                spec.revision(),
                nodeId,
                error,
                before.map(Failure::attempts).orElse(0) + 1,
                failedOn,
                before.map(Failure::rounds).orElse(0),
                before.map(Failure::rest).orElse(Rest.NONE));
    }

    private static boolean isOf(StoredSpec spec, Failure failure) {
        return failure.czxid() == spec.czxid() && failure.revision() == spec.revision();
    }

    private void change(StoredSpec spec, Function<Optional<Failure>, Optional<Failure>> change) {
        changes.computeIfAbsent(spec.id(), id -> new ArrayDeque<>()).add(change);
        writeNext(spec.id());
    }

    private void writeNext(String id) {
        if (changes.containsKey(id) && writing.add(id)) {
            String path = paths.failure(id);
            loop.when(
                    read(path).thenComposeAsync(znode -> write(id, path, znode), loop),
                    (done, failure) -> onWritten(id, failure));
        }
    }

    /** Reads the record; a record that belongs to a session is removed and treated as absent. */
    private CompletableFuture<Optional<Znode>> read(String path) {
        return session.read(path)
                .thenCompose(found -> found.filter(Znode::isEphemeral).isPresent()
                        ? Squatters.remove(session, path).thenApply(removed -> Optional.empty())
                        : CompletableFuture.completedFuture(found));
    }

    private CompletableFuture<Void> write(String id, String path, Optional<Znode> znode) {
        Deque<Function<Optional<Failure>, Optional<Failure>>> mine = changes.get(id);
        if (mine == null) {
            return CompletableFuture.completedFuture(null);
        }
        Optional<Failure> before = znode.map(z -> StoredFailure.decode(id, z).failure());
        Optional<Failure> next = mine.element().apply(before);
        if (next.isPresent() && next.equals(before)) {
            return CompletableFuture.completedFuture(null);
        }
        if (next.isEmpty()) {
            return znode.map(z -> Layout.deleteIfUnchanged(session, path, z.version()))
                    .orElse(CompletableFuture.completedFuture(null));
        }
        byte[] data = StoredFailure.encode(next.get());
        return znode.map(z -> session.setData(path, data, z.version()))
                .orElseGet(() -> Folders.ensure(session, ScopePaths.parent(path))
                        .thenCompose(made -> Squatters.outOfTheWay(session, path, session.create(path, data))));
    }

    private void onWritten(String id, @Nullable Throwable failure) {
        if (failure != null && Failures.isLoss(failure)) {
            return; // resume() makes the change again
        }
        if (failure != null && Failures.isRefusal(failure)) {
            log.error(
                    "{} the failure record of child {} may not be written: {}",
                    loop.logPrefix(),
                    id,
                    failure.getMessage());
            loop.after(Failures.UNTIL_MENDED, () -> {
                writing.remove(id);
                writeNext(id);
            });
            return;
        }
        writing.remove(id);
        if (failure != null && isLostRace(Failures.refusal(failure))) {
            writeNext(id);
            return;
        }
        if (failure != null) {
            log.error(
                    "{} the failure record of child {} could not be written",
                    loop.logPrefix(),
                    id,
                    Futures.cause(failure));
        }
        Deque<Function<Optional<Failure>, Optional<Failure>>> mine = changes.get(id);
        if (mine != null) {
            mine.poll();
            if (mine.isEmpty()) {
                changes.remove(id);
            }
            writeNext(id);
        }
    }

    private static boolean isLostRace(Refusal refusal) {
        return refusal == Refusal.VERSION
                || refusal == Refusal.EXISTS
                || refusal == Refusal.MISSING
                || refusal == Refusal.CHILDLESS;
    }
}

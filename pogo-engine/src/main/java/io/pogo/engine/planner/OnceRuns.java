package io.pogo.engine.planner;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Folders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the specs of temporary children that were started and have no place any more. The last owner may still have
 * the lock: it is stopping the child, or takes the mark back because the child has not run. So the spec goes only
 * together with the empty folder of its locks, both as they were read; an owner's lock makes the transaction fail, and
 * so does a start of another child with that id. On the loop.
 */
final class OnceRuns {
    private static final Logger log = LoggerFactory.getLogger(OnceRuns.class);
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final String guard;
    private final Runnable onDone;

    /** The identities of the specs to remove, by child. */
    private final Map<String, Long> pending = new HashMap<>();

    private int requests;
    private boolean closed;

    /**
     * Creates a remover without work.
     *
     * @param guard the planner's znode in the queue, which must exist
     * @param onDone called when a spec is removed, or is not to be removed
     */
    OnceRuns(EventLoop loop, Session session, ScopePaths paths, String guard, Runnable onDone) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.guard = guard;
        this.onDone = onDone;
    }

    void remove(String id, long czxid) {
        if (pending.put(id, czxid) == null) {
            look(id, SHORTEST);
        }
    }

    /** Forgets everything; what is still to be removed is planned again. */
    void reset() {
        pending.clear();
    }

    void close() {
        closed = true;
        pending.clear();
    }

    /** Returns whether all remaining work waits for owners that have not released their locks. */
    boolean onlyWaits() {
        return requests == 0;
    }

    private void look(String id, Duration pause) {
        Long czxid = pending.get(id);
        if (closed || czxid == null) {
            return;
        }
        requests++;
        loop.when(removed(id, czxid), (done, failure) -> {
            requests--;
            onLooked(id, pause, done, failure);
        });
    }

    private void onLooked(String id, Duration pause, @Nullable Boolean done, @Nullable Throwable failure) {
        if (closed || !pending.containsKey(id)) {
            return;
        }
        if (failure != null && !Failures.isLoss(failure) && !isRace(failure)) {
            log.warn("{} the spec of {} could not be removed", loop.logPrefix(), id, Futures.cause(failure));
        }
        if (done != null && done) {
            pending.remove(id);
            onDone.run();
        } else {
            Duration next = pause.multipliedBy(2);
            loop.after(pause, () -> look(id, next.compareTo(LONGEST) < 0 ? next : LONGEST));
        }
    }

    /** Completes with whether nothing is left to do for the child; else its owner still has the lock. */
    private CompletableFuture<Boolean> removed(String id, long czxid) {
        CompletableFuture<Optional<Znode>> folder = session.read(paths.owner(id));
        return session.read(paths.child(id)).thenCombine(folder, Both::new).thenCompose(read -> {
            Optional<Znode> spec = read.spec().filter(found -> isToGo(id, czxid, found));
            if (spec.isEmpty()) {
                return CompletableFuture.completedFuture(true);
            }
            boolean isHeld =
                    read.folder().filter(found -> found.stamp().children() > 0).isPresent();
            return isHeld ? CompletableFuture.completedFuture(false) : remove(id, spec.get(), read.folder());
        });
    }

    private record Both(Optional<Znode> spec, Optional<Znode> folder) {}

    private static boolean isToGo(String id, long czxid, Znode spec) {
        return spec.isPersistent()
                && spec.czxid() == czxid
                && StoredSpec.decode(id, spec).startedBy() != null;
    }

    private CompletableFuture<Boolean> remove(String id, Znode spec, Optional<Znode> folder) {
        String owner = paths.owner(id);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.exists(guard));
        if (folder.isEmpty()) {
            writes.add(Write.create(owner, new byte[0]));
        }
        writes.add(Write.delete(owner, folder.map(Znode::version).orElse(0)));
        writes.add(Write.delete(spec.path(), spec.version()));
        CompletableFuture<Void> ready = folder.isPresent()
                ? CompletableFuture.completedFuture(null)
                : Folders.ensure(session, ScopePaths.parent(owner));
        return ready.thenCompose(made -> session.write(writes)).thenApply(done -> true);
    }

    private static boolean isRace(Throwable failure) {
        return switch (Failures.refusal(failure)) {
            case MISSING, EXISTS, VERSION, NOT_EMPTY, CHILDLESS -> true;
            default -> false;
        };
    }
}

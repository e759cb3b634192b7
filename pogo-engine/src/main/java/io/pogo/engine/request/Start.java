package io.pogo.engine.request;

import io.pogo.ChildConflictException;
import io.pogo.ChildSpec;
import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.StartOutcome;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Buckets;
import io.pogo.engine.tree.Squatters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The start of one child.
 *
 * <p>When the connection is lost during the start and the spec is missing afterwards, it either was never stored, or
 * was stored and has been removed again. For a child that runs until it is terminated, storing it again is right. For a
 * child that ends by itself it would repeat finished work. So for such a child the start records the state of the
 * folder of its spec before the first attempt, and stores the spec again only if nothing was created or removed in
 * there since. Folders are shared by many children, so the proof may fail: the start then fails with {@link
 * IndeterminateException}.
 */
public final class Start {
    private final ScopePaths paths;
    private final Buckets buckets;
    private final StartAdmission room;
    private final ChildSpec spec;
    /** The number of creations and removals in the folder before the first attempt; null while that is not known. */
    private @Nullable Integer changesBefore;

    private boolean lacksFolders;

    Start(ScopePaths paths, Buckets buckets, StartAdmission room, ChildSpec spec) {
        this.paths = paths;
        this.buckets = buckets;
        this.room = room;
        this.spec = spec;
    }

    ChildSpec spec() {
        return spec;
    }

    /** Returns the operations that store the spec if its {@code /owners} parent is missing. */
    List<Write> operations(Session session) {
        return List.of(
                Write.create(paths.child(spec.id()), StoredSpec.encode(spec)),
                Write.create(paths.owner(spec.id()), new byte[0]));
    }

    /**
     * Prepares the first attempt; must be called before the spec is stored for the first time, when its folder exists.
     */
    CompletableFuture<Void> prepare(Session session) {
        if (spec.restart() == Restart.PERMANENT) {
            return CompletableFuture.completedFuture(null);
        }
        return changes(session).thenAccept(changes -> changesBefore = changes);
    }

    /**
     * Makes one attempt.
     *
     * @param repeated whether an earlier attempt of this object was cut short and may have been carried out
     */
    CompletableFuture<StartOutcome> attempt(Session session, boolean repeated) {
        return repeated
                ? carryOut(session, true)
                : room.obstacle(session)
                        .thenCompose(
                                full -> full.isEmpty() ? carryOut(session, false) : unlessNew(session, full.get()));
    }

    /**
     * Continues for a child that exists already, so that a full scope still reports it as present; refuses a new one.
     */
    private CompletableFuture<StartOutcome> unlessNew(Session session, String full) {
        return session.exists(paths.child(spec.id()), null)
                .thenCompose(stat -> stat.filter(Stamp::isPersistent).isPresent()
                        ? carryOut(session, false)
                        : CompletableFuture.failedFuture(new RequestRefusedException("child \"" + spec.id()
                                + "\" was not started: the scope takes no more children, " + full)));
    }

    private CompletableFuture<StartOutcome> carryOut(Session session, boolean repeated) {
        boolean canTell = repeated && changesBefore != null;
        return folders(session)
                .thenCompose(ready ->
                        canTell ? again(session) : prepare(session).thenCompose(prepared -> create(session, repeated)));
    }

    /**
     * Repeats the start after a proof by a quorum: the reads must not be answered by a server that has not seen the
     * earlier attempt, nor by a deposed leader.
     */
    private CompletableFuture<StartOutcome> again(Session session) {
        return session.prove(folder())
                .thenCompose(current -> changes(session))
                .thenCompose(changes ->
                        session.read(paths.child(spec.id())).thenCompose(znode -> again(session, changes, znode)));
    }

    private CompletableFuture<StartOutcome> again(Session session, int changes, Optional<Znode> znode) {
        if (znode.filter(Znode::isPersistent).isPresent()) {
            return CompletableFuture.completedFuture(outcome(znode.get(), true));
        }
        return Objects.equals(changesBefore, changes)
                ? create(session, true)
                : CompletableFuture.failedFuture(maybeDone());
    }

    private IndeterminateException maybeDone() {
        return new IndeterminateException(
                "the connection was lost during the start of child \"" + spec.id()
                        + "\", and it is not there now: it was not" + " started, or its work is done already",
                null);
    }

    private CompletableFuture<Integer> changes(Session session) {
        return session.exists(folder(), null)
                .thenApply(stat -> stat.orElseThrow(this::lostFolder).childrenVersion());
    }

    /** Creates the folders if an attempt found them missing. They exist except for the first children of a scope. */
    private CompletableFuture<Void> folders(Session session) {
        return lacksFolders ? buckets.ensure(session, List.of(spec.id())) : CompletableFuture.completedFuture(null);
    }

    private Attempts.LostRace lostFolder() {
        lacksFolders = true;
        buckets.forget();
        return new Attempts.LostRace();
    }

    private String folder() {
        return ScopePaths.parent(paths.child(spec.id()));
    }

    private CompletableFuture<StartOutcome> create(Session session, boolean repeated) {
        return session.write(operations(session))
                .thenApply(results -> StartOutcome.ACCEPTED)
                .exceptionallyCompose(failure -> onRefusedCreation(session, repeated, failure));
    }

    private CompletableFuture<StartOutcome> onRefusedCreation(Session session, boolean repeated, Throwable failure) {
        if (!(Futures.cause(failure) instanceof StoreFailure refused)) {
            return CompletableFuture.failedFuture(failure);
        }
        if (refused.refusal() == Refusal.EXISTS && refused.index() == 0) {
            return readBack(session, repeated);
        }
        if (refused.refusal() == Refusal.EXISTS) {
            return createOnExistingParent(session, repeated);
        }
        if (refused.refusal() == Refusal.CHILDLESS) {
            return clearTheWay(session);
        }
        return CompletableFuture.failedFuture(refused.refusal() == Refusal.MISSING ? lostFolder() : failure);
    }

    /**
     * Stores the spec on the existing parent of an earlier child with that id, which is not cleaned up yet; raising the
     * parent's version keeps it, see {@link HeldSpec}.
     */
    private CompletableFuture<StartOutcome> createOnExistingParent(Session session, boolean repeated) {
        return session.write(List.of(
                        Write.create(paths.child(spec.id()), StoredSpec.encode(spec)),
                        Write.put(paths.owner(spec.id()), new byte[0], -1)))
                .thenApply(results -> StartOutcome.ACCEPTED)
                .exceptionallyCompose(failure -> {
                    if (Failures.refusal(failure) == Refusal.EXISTS) {
                        return readBack(session, repeated);
                    }
                    if (Failures.refusal(failure) == Refusal.CHILDLESS) {
                        return clearTheWay(session);
                    }
                    return CompletableFuture.failedFuture(
                            Failures.refusal(failure) == Refusal.MISSING ? new Attempts.LostRace() : failure);
                });
    }

    /** Reads the stored spec, which decides the outcome of this start. */
    private CompletableFuture<StartOutcome> readBack(Session session, boolean repeated) {
        return session.read(paths.child(spec.id())).thenCompose(found -> {
            Znode znode = found.orElseThrow(Attempts.LostRace::new);
            return znode.isEphemeral() ? replace(session) : CompletableFuture.completedFuture(outcome(znode, repeated));
        });
    }

    private CompletableFuture<StartOutcome> clearTheWay(Session session) {
        return Squatters.removeEach(session, List.of(folder(), ScopePaths.parent(paths.owner(spec.id()))))
                .thenCompose(removed -> CompletableFuture.failedFuture(lostFolder()));
    }

    /**
     * Stores the spec in the place of a znode that belongs to a session. Every write of a spec makes the parent or
     * raises its version: so a spec that was stored since the read is not replaced.
     */
    private CompletableFuture<StartOutcome> replace(Session session) {
        return session.read(paths.owner(spec.id()))
                .thenCompose(parent -> session.read(paths.child(spec.id()))
                        .thenCompose(found -> found.filter(Znode::isEphemeral)
                                .map(squatter -> session.write(replacing(parent, squatter)))
                                .orElseThrow(Attempts.LostRace::new)))
                .thenApply(results -> StartOutcome.ACCEPTED)
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    case EXISTS, VERSION -> CompletableFuture.failedFuture(new Attempts.LostRace());
                    case MISSING -> CompletableFuture.failedFuture(lostFolder());
                    case CHILDLESS -> clearTheWay(session);
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    private List<Write> replacing(Optional<Znode> parent, Znode squatter) {
        String owner = paths.owner(spec.id());
        return List.of(
                parent.map(found -> Write.put(owner, new byte[0], found.version()))
                        .orElseGet(() -> Write.create(owner, new byte[0])),
                Write.delete(squatter.path(), squatter.version()),
                Write.create(squatter.path(), StoredSpec.encode(spec)));
    }

    private StartOutcome outcome(Znode znode, boolean repeated) {
        StoredSpec stored = StoredSpec.decode(spec.id(), znode);
        ChildSpec present = stored.spec();
        if (present == null) {
            throw new PogoException("child \"" + spec.id() + "\" exists, and " + stored.problem());
        }
        if (!present.equals(spec)) {
            throw new ChildConflictException(spec, present);
        }
        return repeated ? StartOutcome.ACCEPTED : StartOutcome.ALREADY_PRESENT;
    }
}

package io.pogo.engine.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.Checkpoint;
import io.pogo.PogoException;
import io.pogo.StaleOwnerException;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Printable;
import io.pogo.engine.base.Words;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Squatters;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of the children of this node. A save checks, in its own transaction, that the lock's znode exists,
 * that the spec is the one the child was assigned with (see {@link HeldSpec}) and that it is still wanted. A checkpoint
 * that was saved by another child with the same id is not loaded.
 */
public final class Checkpoints {
    /** The index of the write among the operations that guard it. */
    private static final int WRITE = 3;

    private final ScopePaths paths;
    private final Attempts attempts;

    public Checkpoints(ScopePaths paths, Attempts attempts) {
        this.paths = paths;
        this.attempts = attempts;
    }

    /**
     * Returns the checkpoint of a child as the owner with this grant sees it.
     *
     * @param isOver whether this node has given the lock back, or knows that it is lost; called on any thread
     */
    Checkpoint of(HeldSpec spec, ChildLock.Grant grant, BooleanSupplier isOver) {
        return new OwnersCheckpoint(spec, grant, isOver);
    }

    private final class OwnersCheckpoint implements Checkpoint {
        private final HeldSpec spec;
        private final ChildLock.Grant grant;
        private final BooleanSupplier isOver;
        private final String id;
        private final String path;

        OwnersCheckpoint(HeldSpec spec, ChildLock.Grant grant, BooleanSupplier isOver) {
            this.spec = spec;
            this.grant = grant;
            this.isOver = isOver;
            this.id = spec.stored().id();
            this.path = paths.checkpoint(id);
        }

        @Override
        public Optional<byte[]> load() {
            return Futures.await(
                            attempts.run("the checkpoint of child " + id, (session, repeated) -> session.read(path)))
                    .filter(Znode::isPersistent)
                    .flatMap(znode -> decode(id, spec.stored().czxid(), znode));
        }

        @Override
        public void save(byte[] data) {
            if (data.length > MAX_BYTES) {
                throw new IllegalArgumentException("the checkpoint of child \"" + id + "\" has " + data.length
                        + " bytes; at most " + MAX_BYTES + " are allowed");
            }
            byte[] encoded = encode(data);
            Futures.await(attempts.run(
                    "saving the checkpoint of child " + id, (session, repeated) -> save(session, encoded)));
        }

        private CompletableFuture<Boolean> save(Session session, byte[] encoded) {
            if (isOver.getAsBoolean() || session.id() != grant.session()) {
                return CompletableFuture.failedFuture(stale("its lock is no longer this node's", null));
            }
            return session.write(guarded(Write.put(path, encoded, -1)))
                    .exceptionallyCompose(failure ->
                            isMissing(failure) ? create(session, encoded) : CompletableFuture.failedFuture(failure))
                    .thenCompose(written -> outlives(session, written))
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(stale(failure)));
        }

        private CompletableFuture<List<Optional<Stamp>>> create(Session session, byte[] encoded) {
            return Folders.ensure(session, ScopePaths.parent(path))
                    .thenCompose(made -> Squatters.outOfTheWay(
                            session, ScopePaths.parent(path), session.write(guarded(Write.create(path, encoded)))));
        }

        /**
         * Ensures that the saved checkpoint does not disappear with a session: an ephemeral znode at its path is
         * removed, and the write fails with {@link Attempts.LostRace}, so that it is repeated.
         */
        private CompletableFuture<Boolean> outlives(Session session, List<Optional<Stamp>> written) {
            return written.get(WRITE)
                    .filter(Stamp::isEphemeral)
                    .map(squatter -> session.write(guarded(Write.delete(path, squatter.version())))
                            .<Boolean>thenCompose(removed -> CompletableFuture.failedFuture(new Attempts.LostRace())))
                    .orElse(CompletableFuture.completedFuture(true));
        }

        private List<Write> guarded(Write write) {
            return List.of(
                    Write.exists(grant.path()),
                    Write.check(paths.owner(id), grant.ownerVersion()),
                    Write.exists(paths.child(id)),
                    write);
        }

        private boolean isMissing(Throwable failure) {
            return Futures.cause(failure) instanceof StoreFailure refused
                    && refused.index() == WRITE
                    && refused.refusal() == Refusal.MISSING;
        }

        private Throwable stale(Throwable failure) {
            if (Failures.isRefusal(failure)) {
                return failure;
            }
            if (Futures.cause(failure) instanceof StoreFailure refused && refused.index() >= 0) {
                return refused.index() == WRITE ? new Attempts.LostRace() : stale(Words.of(refused), refused);
            }
            return failure;
        }

        private StaleOwnerException stale(String why, @Nullable Throwable cause) {
            return new StaleOwnerException(
                    "child \"" + id + "\" has another owner than token " + Json.hex(grant.token())
                            + ", or was terminated: " + why,
                    cause);
        }

        private byte[] encode(byte[] data) {
            ObjectNode json = Json.object();
            json.put("spec", Json.hex(spec.stored().czxid()));
            json.put("token", Json.hex(grant.token()));
            json.put("data", Base64.getEncoder().encodeToString(data));
            return Json.bytes(json);
        }
    }

    /**
     * Returns the data that the child with this spec has saved; empty if another child with the same id has saved it.
     */
    public static Optional<byte[]> decode(String id, long czxid, Znode znode) {
        try {
            ObjectNode json = Json.parse(znode.data());
            return Json.hex(json, "spec") == czxid
                    ? Optional.of(Base64.getDecoder().decode(Json.text(json, "data")))
                    : Optional.empty();
        } catch (BadData | IllegalArgumentException e) {
            throw new PogoException(
                    "the checkpoint of child \"" + id + "\" cannot be read: it "
                            + Printable.of(String.valueOf(e.getMessage())),
                    e);
        }
    }
}

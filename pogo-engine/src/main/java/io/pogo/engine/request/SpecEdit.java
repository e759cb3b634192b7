package io.pogo.engine.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildNotFoundException;
import io.pogo.IndeterminateException;
import io.pogo.RequestRefusedException;
import io.pogo.StaleRevisionException;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Words;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.SpecFormat;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A single request that changes a stored spec: it is read, changed, and written at the version that was read. After a
 * lost connection it is read again, and the write of the earlier attempt is recognised by its content. A request to
 * restart the child counts as carried out once the revision has risen, whichever client wrote it: the work of a child
 * that was done meanwhile must not be repeated.
 */
public final class SpecEdit {
    /** The change that the request makes to a spec. */
    @FunctionalInterface
    public interface Change {
        /**
         * Changes the stored fields.
         *
         * @return the revision that the child has then, or empty if there is nothing to change
         * @throws RequestRefusedException if the change is not possible for this child
         */
        Optional<Integer> apply(StoredSpec stored, ObjectNode fields) throws BadData;
    }

    private final ScopeAccess access;
    private final String id;
    private final String what;
    private final boolean afresh;
    private boolean marksSet;
    private volatile @Nullable Attempted attempted;

    /**
     * Creates a request without an attempt.
     *
     * @param what the past participle that describes the change in an error, such as {@code "paused"}
     * @param afresh whether the only purpose of the request is to run the child again
     */
    SpecEdit(ScopeAccess access, String id, String what, boolean afresh) {
        this.access = access;
        this.id = id;
        this.what = what;
        this.afresh = afresh;
    }

    /** Has the set that the child belongs to marked: the change makes the spec differ from the declared one. */
    SpecEdit markingSet() {
        marksSet = true;
        return this;
    }

    /** Makes an attempt; completes with the child's revision. */
    CompletableFuture<Integer> attempt(Session session, boolean repeated, Change change) {
        CompletableFuture<Optional<Znode>> folder = session.read(access.paths().owner(id));
        return session.read(access.paths().child(id)).thenCompose(found -> {
            Znode znode =
                    found.filter(Znode::isPersistent).orElseThrow(() -> new ChildNotFoundException(access.scope(), id));
            StoredSpec stored = readable(znode);
            if (repeated && isCarriedOut(znode, stored)) {
                return CompletableFuture.completedFuture(stored.revision());
            }
            return write(session, folder.join(), znode, stored, changed(change, stored, znode, repeated));
        });
    }

    private StoredSpec readable(Znode znode) {
        StoredSpec stored = StoredSpec.decode(id, znode);
        if (stored.problem() != null) {
            throw new RequestRefusedException("child \"" + id + "\" cannot be " + what + ": " + stored.problem());
        }
        return stored;
    }

    private Optional<Written> changed(Change change, StoredSpec stored, Znode znode, boolean repeated) {
        try {
            ObjectNode fields = Json.parse(znode.data());
            return change.apply(stored, fields).map(revision -> new Written(revision, SpecFormat.bytes(fields)));
        } catch (StaleRevisionException e) {
            if (repeated && isOvertaken(znode)) {
                throw new IndeterminateException(
                        "the connection was lost, and child \"" + id + "\" was changed again since: " + Words.of(e), e);
            }
            throw e;
        } catch (BadData e) {
            throw new IllegalStateException("it was readable", e);
        }
    }

    /**
     * Writes the spec, if it and the folder of the child's locks are as they were read. A write may arrive late, when
     * another child with the same id has a spec in the same version; its start has written the folder.
     */
    private CompletableFuture<Integer> write(
            Session session, Optional<Znode> folder, Znode znode, StoredSpec stored, Optional<Written> written) {
        if (written.isEmpty()) {
            return CompletableFuture.completedFuture(stored.revision());
        }
        byte[] data = written.get().data();
        attempted = new Attempted(znode, written.get());
        List<Write> writes = new ArrayList<>();
        folder.ifPresent(read -> writes.add(Write.check(read.path(), read.version())));
        writes.add(Write.put(znode.path(), data, znode.version()));
        return marks(session, stored)
                .thenCompose(marking -> {
                    writes.addAll(marking);
                    return session.write(writes);
                })
                .thenApply(done -> written.get().revision())
                .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                    // EXISTS: of the mark of a set, which another client has set meanwhile.
                    case VERSION, MISSING, EXISTS -> CompletableFuture.failedFuture(new Attempts.LostRace());
                    default -> CompletableFuture.failedFuture(failure);
                });
    }

    private CompletableFuture<List<Write>> marks(Session session, StoredSpec stored) {
        EditMarks marks = new EditMarks(access.paths());
        if (marksSet) {
            marks.add(stored.set(), id);
        }
        return marks.writes(session);
    }

    /**
     * Returns whether the stored spec is the one that the interrupted attempt has written, or, for a request to run the
     * child again, has at least its revision.
     */
    private boolean isCarriedOut(Znode znode, StoredSpec stored) {
        Attempted ours = attempted;
        if (ours == null || znode.czxid() != ours.read().czxid()) {
            return false;
        }
        return afresh
                ? stored.revision() >= ours.written().revision()
                : znode.version() == ours.read().version() + 1
                        && Arrays.equals(znode.data(), ours.written().data());
    }

    /** Returns whether the interrupted attempt may have been followed by another client's write. */
    private boolean isOvertaken(Znode znode) {
        Attempted ours = attempted;
        return ours != null
                && znode.czxid() == ours.read().czxid()
                && znode.version() > ours.read().version();
    }

    private record Attempted(Znode read, Written written) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Written(int revision, byte[] data) {}
}

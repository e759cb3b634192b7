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
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.store.Znode;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One request that changes a stored spec: it is read, changed, and written on the version that was read. After a lost
 * connection it is read again, and what the earlier attempt wrote is recognised by its content. A request to run the
 * child afresh counts as carried out once the revision has risen, whoever wrote it: the work of a child that was done
 * meanwhile is not to be done again.
 */
public final class SpecEdit {
    /** What the request makes of a spec. */
    @FunctionalInterface
    public interface Change {
        /**
         * Changes the stored fields.
         *
         * @return the revision that the child has then, or empty if there is nothing to change
         * @throws RequestRefusedException if that cannot be done with this child
         */
        Optional<Integer> apply(StoredSpec stored, ObjectNode fields) throws BadData;
    }

    private final ScopeAccess access;
    private final String id;
    private final String what;
    private final boolean afresh;
    private volatile @Nullable Attempted attempted;

    /**
     * Makes no attempt yet.
     *
     * @param what what becomes of the child, in an error
     * @param afresh whether all that is asked for is that the child is run afresh
     */
    SpecEdit(ScopeAccess access, String id, String what, boolean afresh) {
        this.access = access;
        this.id = id;
        this.what = what;
        this.afresh = afresh;
    }

    /** Makes an attempt; answers with the child's revision. */
    CompletableFuture<Integer> attempt(ZkSession session, boolean repeated, Change change) {
        return session.read(access.paths().child(id)).thenCompose(found -> {
            Znode znode =
                    found.filter(Znode::isPersistent).orElseThrow(() -> new ChildNotFoundException(access.scope(), id));
            StoredSpec stored = readable(znode);
            if (repeated && isCarriedOut(znode, stored)) {
                return CompletableFuture.completedFuture(stored.revision());
            }
            return write(session, znode, stored, changed(change, stored, znode, repeated));
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

    private CompletableFuture<Integer> write(
            ZkSession session, Znode znode, StoredSpec stored, Optional<Written> written) {
        if (written.isEmpty()) {
            return CompletableFuture.completedFuture(stored.revision());
        }
        byte[] data = written.get().data();
        attempted = new Attempted(znode, written.get());
        return session.setData(znode.path(), data, znode.version())
                .thenApply(done -> written.get().revision())
                .exceptionallyCompose(failure -> {
                    Code code = Failures.code(failure);
                    boolean race = code == Code.BADVERSION || code == Code.NONODE;
                    return CompletableFuture.failedFuture(race ? new Attempts.LostRace() : failure);
                });
    }

    /** Whether this is what the attempt that was cut short has written, or has been followed by. */
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

    /** Whether the attempt that was cut short may have been followed by somebody else's write. */
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

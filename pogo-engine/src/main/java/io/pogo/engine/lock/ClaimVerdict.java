package io.pogo.engine.lock;

import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;
import io.pogo.engine.tree.Strays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The next step after a request to claim a child was refused or interrupted, decided by the znodes that are read then.
 */
enum ClaimVerdict {
    /** A claim exists, and this request has created it. */
    OURS,
    /**
     * A claim of this node exists, but an earlier stay has left it, and its token was used for a run; or a child may
     * have been started since the spec was read. The claim must be given back, and the spec read again.
     */
    OURS_AFRESH,
    /** A claim of another owner exists: wait for its end. */
    TAKEN,
    /** A claim exists that belongs to no session or names no node, and so has no owner: remove it. */
    STRAY,
    /** The assignment is gone or was written again: the node is notified of its current content. */
    STALE,
    /** The parent is gone: create it again, if there still is a spec. */
    ORPHANED,
    /** A child may have been started, or another node may have had the lock, since the spec was read: read it again. */
    AFRESH,
    /** No obstacle is left: request the claim again. */
    FREE;

    /**
     * The data on which the request is based.
     *
     * @param assignmentVersion the version of the assignment, as it was read
     * @param folder the parent, as it was read before the spec
     */
    record Basis(int assignmentVersion, LockFolder folder) {}

    /**
     * Returns the verdict.
     *
     * @param isOurs whether this node has made a claim under its session: by a request that was interrupted, or in an
     *     earlier stay
     */
    static ClaimVerdict of(
            Basis basis,
            Optional<Znode> assignment,
            Optional<Znode> parent,
            Optional<Znode> claim,
            Predicate<Znode> isOurs) {
        if (claim.isPresent()) {
            if (!Strays.isOurs(claim.get())) {
                return STRAY;
            }
            return ofClaim(basis.folder(), claim.get(), parent, isOurs);
        }
        if (assignment.isEmpty() || assignment.get().version() != basis.assignmentVersion()) {
            return STALE;
        }
        if (parent.filter(Znode::isPersistent).isEmpty()) {
            return ORPHANED;
        }
        LockFolder folder = basis.folder();
        return folder.equals(LockFolder.of(parent)) ? FREE : AFRESH;
    }

    /**
     * Returns the verdict for an existing claim. A claim writes its parent in the same transaction, so the zxids show
     * whether the parent was written since.
     */
    private static ClaimVerdict ofClaim(LockFolder held, Znode claim, Optional<Znode> parent, Predicate<Znode> isOurs) {
        if (!isOurs.test(claim) || parent.isEmpty()) {
            return TAKEN;
        }
        boolean madeSince = held.isSame(parent.get().stamp())
                && parent.get().version() == held.version() + 1
                && parent.get().stamp().mzxid() == claim.czxid();
        return madeSince ? OURS : OURS_AFRESH;
    }
}

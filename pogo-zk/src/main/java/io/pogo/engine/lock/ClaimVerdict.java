package io.pogo.engine.lock;

import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;
import io.pogo.engine.tree.Strays;
import java.util.Optional;
import java.util.function.Predicate;

/** What it means for a request to claim a child that it was refused, or cut short: decided by what is there then. */
enum ClaimVerdict {
    /** There is a claim, and this request has made it. */
    OURS,
    /**
     * There is a claim, and it is ours, but an earlier stay has left it, and its token has had its run; or a child may
     * have been started since the spec was read. It has to be given back, and the spec read again.
     */
    OURS_AFRESH,
    /** There is somebody else's claim: wait for its end. */
    TAKEN,
    /** There is a claim that belongs to no session or names no node, and so is nobody's: remove it. */
    STRAY,
    /** The assignment is gone or was written again: the node hears what it says now. */
    STALE,
    /** The parent is gone: make it again, if there still is a spec. */
    ORPHANED,
    /** A child may have been started, or somebody else may have had it, since the spec was read: read it again. */
    AFRESH,
    /** Nothing is in the way: ask again. */
    FREE;

    /**
     * What the request is based on.
     *
     * @param assignmentVersion the version of the assignment, as it was read
     * @param folder the parent, as it was read before the spec
     */
    record Basis(int assignmentVersion, LockFolder folder) {}

    /**
     * Decides.
     *
     * @param isOurs whether this node has made a claim under its session: by a request that was cut short, or in an
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

    /** A claim writes its parent in the same transaction: whether anybody has written it since is told by the zxids. */
    private static ClaimVerdict ofClaim(LockFolder held, Znode claim, Optional<Znode> parent, Predicate<Znode> isOurs) {
        if (!isOurs.test(claim) || parent.isEmpty()) {
            return TAKEN;
        }
        boolean madeSince = held.isSame(parent.get().stat())
                && parent.get().version() == held.version() + 1
                && parent.get().stat().getMzxid() == claim.czxid();
        return madeSince ? OURS : OURS_AFRESH;
    }
}

package io.pogo.engine.lock;

import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.tree.LockFolder;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The seam behind which the lock of a child stands: acquire leads to granted, with a token, or to lost; release leads
 * to released. One instance serves one acquisition. All on the loop.
 */
public interface ChildLock {
    /** Asks for the lock. Answered when it is ours, however long that takes. */
    void acquire();

    /** The assignment for which the lock is asked was read again; it still is about the same spec and session. */
    void assigned(StoredAssignment assignment);

    /** The connection is back: find out whether what was believed is still so. */
    void verify();

    /** Gives the lock back, or takes the request for it back. Nothing of the child may run any more. */
    void release();

    /** The session is over, or must be taken for over: the lock is lost, and releasing it waits for nothing. */
    void abandon();

    /** Who uses the lock; called on the loop. */
    interface Holder {
        /** The lock is ours. */
        void granted(Grant grant);

        /** The lock is not ours any more, or will never be. It still has to be released. */
        void lost(String why);

        /** Nothing of us is left in the lock. */
        void released();
    }

    /**
     * Proof of a lock, for the transactions of its owner: as long as both are true, the lock is ours and the spec is
     * the one that it was asked for, see {@link HeldSpec}.
     *
     * @param token rises with every owner of the child
     * @param path this znode is there
     * @param ownerVersion the {@code /owners} parent has this version
     */
    record Grant(long token, String path, int ownerVersion) {}

    /** Makes locks of one session. */
    interface Factory {
        /**
         * A lock that is not asked for yet.
         *
         * @param folder the {@code /owners} parent, read before the spec; a lock below any other is no lock
         */
        ChildLock create(StoredAssignment assignment, LockFolder folder, Holder holder);

        /** How many locks others can take over within 25 ms at their ease. */
        int handovers();

        /** Whether another node waits for this child's lock, which is ours; true if that cannot be told. */
        CompletableFuture<Boolean> isAwaited(String childId);

        /**
         * This node begins, or the connection is back: gives back what the session holds of children that are not here.
         */
        void compare(Predicate<String> isHere);
    }
}

package io.pogo.engine.lock;

import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.tree.LockFolder;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The lock of a child, independent of its implementation: acquire leads to granted, with a token, or to lost; release
 * leads to released. One instance serves one acquisition. Used only on the loop.
 */
public interface ChildLock {
    /** Requests the lock. The holder is notified when this node has the lock, however long that takes. */
    void acquire();

    /**
     * Passes the assignment for which the lock is requested after it was read again; it still names the same spec and
     * session.
     */
    void assigned(StoredAssignment assignment);

    /** Checks, after the connection is back, whether the state known so far still holds. */
    void verify();

    /** Gives the lock back, or withdraws the request for it. Nothing of the child may run any more. */
    void release();

    /**
     * Treats the lock as lost, because the session is over or must be assumed to be over; a release then waits for
     * nothing.
     */
    void abandon();

    /** The user of the lock; called on the loop. */
    interface Holder {
        /** Reports that this node has the lock. */
        void granted(Grant grant);

        /** Reports that this node no longer has the lock, or will never get it. The lock must still be released. */
        void lost(String why);

        /** Reports that the lock contains nothing of this node any more. */
        void released();
    }

    /**
     * The proof of a lock, for the transactions of its owner: while both conditions hold, this node has the lock and
     * the spec is the one for which it was requested, see {@link HeldSpec}.
     *
     * @param token rises with every owner of the child
     * @param path the znode that must exist
     * @param ownerVersion the version that the {@code /owners} parent must have
     * @param session the session that has the lock; with another one the conditions prove nothing, because a parent
     *     that was removed and created again begins with the same versions
     */
    record Grant(long token, String path, int ownerVersion, long session) {}

    /** The factory of the locks of one session. */
    interface Factory {
        /**
         * Creates a lock that is not requested yet.
         *
         * @param folder the {@code /owners} parent, read before the spec; a lock below any other parent is invalid
         */
        ChildLock create(StoredAssignment assignment, LockFolder folder, Holder holder);

        /** Returns the number of locks that other nodes can take over within 25 ms without overload. */
        int handovers();

        /** Returns whether another node waits for this child's lock, which this node has; true if that is unknown. */
        CompletableFuture<Boolean> isAwaited(String childId);

        /**
         * Gives back the locks of the session for children that are not on this node. Called when this node begins, and
         * when the connection is back.
         */
        void compare(Predicate<String> isHere);
    }
}

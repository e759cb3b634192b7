package io.pogo.zk;

/**
 * The seam behind which the lock of a child stands: acquire leads to granted, with a token, or to lost; release leads to
 * released. One instance serves one acquisition. All on the loop.
 */
interface ChildLock {
    /** Asks for the lock. Answered when it is ours, however long that takes. */
    void acquire();

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
     * Proof of a lock.
     *
     * @param token rises with every owner of the child
     * @param path a znode that is there for as long as the lock is ours, to be checked in the transactions of its owner
     */
    record Grant(long token, String path) {}

    /** Makes locks of one session. */
    @FunctionalInterface
    interface Factory {
        ChildLock create(String childId, Holder holder);
    }
}

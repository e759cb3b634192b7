package io.pogo;

/**
 * An inconsistency of a scope in ZooKeeper, found by {@link ScopeView#check}. The text is meant for people: print it.
 *
 * @param kind the kind of the inconsistency
 * @param path the znode
 * @param version the znode's version when it was read; -1 if it does not matter
 * @param text a description of the inconsistency, for people
 * @param repairable true if {@link ScopeClient#repair} can remove the znode; if false, the text says what it may be
 */
public record Finding(Kind kind, String path, int version, String text, boolean repairable) {
    /** The kind of an inconsistency. */
    public enum Kind {
        /** A znode that cannot be read: Pogo does not write such data. */
        UNREADABLE,
        /** A znode whose name Pogo does not use, or that is in another bucket than its name belongs in. */
        MISPLACED,
        /** An assignment to a node that is no member, or to an earlier session of a member. */
        ASSIGNMENT_OF_DEAD_NODE,
        /** An assignment of a child without a spec. */
        ASSIGNMENT_WITHOUT_SPEC,
        /** A lock of a child without a spec: its node is still stopping it, or it is stuck. */
        LOCK_WITHOUT_SPEC,
        /**
         * A lock whose session is no member's: its node is away or has a stuck child, or Pogo did not write the lock.
         * No node can run the child until that session ends.
         */
        FOREIGN_LOCK,
        /** The empty folder of the locks of a child without a spec. */
        FOLDER_WITHOUT_SPEC,
        /** A failure record of a child without a spec. */
        FAILURE_WITHOUT_SPEC,
        /** A checkpoint of a child without a spec. */
        CHECKPOINT_WITHOUT_SPEC,
        /** A declared set whose declaration or withdrawal is being carried out, or was cut short. */
        SET_INCOMPLETE,
        /** A child that belongs to a declared set which is not there, or which does not know it. */
        CHILD_WITHOUT_SET,
        /** The drain of a node that is no longer a member. */
        DRAIN_OF_DEAD_NODE,
        /**
         * A child that was asked to stop and did not: see {@link ChildState#STUCK}. The text says what an operator can
         * do.
         */
        STUCK
    }

    @Override
    public String toString() {
        return path + ": " + text;
    }
}

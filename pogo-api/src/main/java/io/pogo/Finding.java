package io.pogo;

/**
 * Something in ZooKeeper that does not fit the rest of the scope, see {@link ScopeView#check}. Print it.
 *
 * @param kind what is wrong
 * @param path the znode
 * @param version the znode's version when it was looked at; -1 where it does not matter
 * @param text what is wrong with it, for people
 * @param repairable whether {@link ScopeClient#repair} can remove the znode; where not, the text says what it may be
 */
public record Finding(Kind kind, String path, int version, String text, boolean repairable) {
    /** What can be wrong with a znode. */
    public enum Kind {
        /** It cannot be read: it is not what Pogo writes. */
        UNREADABLE,
        /** Its name is none that Pogo gives, or it is in another bucket than its name belongs in. */
        MISPLACED,
        /** An assignment of a node that is no member, or of an earlier session of one. */
        ASSIGNMENT_OF_DEAD_NODE,
        /** An assignment of a child that is not there. */
        ASSIGNMENT_WITHOUT_SPEC,
        /** A lock of a child that is not there: its node is still stopping it, or it is stuck. */
        LOCK_WITHOUT_SPEC,
        /**
         * A lock whose session is no member's: its node is away or has a stuck child, or Pogo did not write it. It
         * keeps the child from all nodes until its session ends.
         */
        FOREIGN_LOCK,
        /** The empty folder of the locks of a child that is not there. */
        FOLDER_WITHOUT_SPEC,
        /** A failure record of a child that is not there. */
        FAILURE_WITHOUT_SPEC,
        /** A checkpoint of a child that is not there. */
        CHECKPOINT_WITHOUT_SPEC,
        /** The drain of a node that is no member any more. */
        DRAIN_OF_DEAD_NODE,
        /**
         * A child that was asked to stop and did not: see {@link ChildState#STUCK}. The text says what a person can do.
         */
        STUCK
    }

    @Override
    public String toString() {
        return path + ": " + text;
    }
}

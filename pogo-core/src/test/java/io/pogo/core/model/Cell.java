package io.pogo.core.model;

/** What there is of each node, each child, each child on each node: the names of the bytes of a {@link World}. */
final class Cell {
    private Cell() {}

    /** Of the world as a whole. */
    enum Whole {
        /** How many more sessions may be lost. */
        LOSSES,
        /** How many more nodes may be paused. */
        PAUSES,
        /** How many more children may crash. */
        CRASHES,
        /** How many more children may ignore their interrupt. */
        STUCKS,
        /** One more than the number of the rule that the last step broke, or 0. */
        BROKEN
    }

    /** Of a node. */
    enum OfNode {
        /** UP, PAUSED or DOWN. */
        STATUS,
        /** It takes children; not between the end of its lease and its next stay. */
        JOINED,
        /** The number of its last session. */
        SESSION,
        /** Whether ZooKeeper has that session. */
        ALIVE,
        /** Whether the time of its lease is over. */
        LEASE_OVER,
        /** Whether it was paused at any time since its lease was over. */
        SLEPT,
        /** Its place in the planner's queue, from 1; 0 if it does not stand there. */
        PLACE,
        /** The session in which it made the plan that is on its way to ZooKeeper, or 0. */
        PLANNED
    }

    /** Of a child. */
    enum OfChild {
        /** The number of its spec, or 0. */
        SPEC,
        /** The number of the last spec. */
        BORN,
        /** The highest token of a leader. */
        LED
    }

    /** Of a child on a node. */
    enum OfSlot {
        /** The ordinal of its {@link io.pogo.core.ChildPhase}, GONE if there is none. */
        PHASE,
        /** The ordinal of its {@link Lock}. */
        LOCK,
        /** The spec that it was opened for. */
        HELD,
        /** The token of its znode in the queue of the lock. */
        TOKEN,
        /** NONE, ACTIVE or ASKED to stop. */
        RUN,
        /** The stay in which it was opened is over. */
        ABANDONED,
        /** The session that it was opened in has ended. */
        ENDED,
        /** No promise is kept of its run: its node was paused, or it was stuck, when its session ended. */
        EXCUSED,
        /** The token of a run that was forgotten; only a flaw makes one. */
        ORPHAN,
        /** The assignment in ZooKeeper: session and spec, or 0. */
        ASSIGNED,
        /** What A's plan, on its way to ZooKeeper, makes of that: 0 nothing, or one more than the new value. */
        PLAN_OF_A,
        /** What B's makes of it. */
        PLAN_OF_B
    }

    /** A child's lock as its node knows it. */
    enum Lock {
        NONE,
        /** The request is on its way. */
        ASKED,
        /** The znode is in the queue. */
        QUEUED,
        /** It was seen to be the first; the answer is on its way. */
        LEADING,
        HELD,
        /** Released before its znode was made. */
        RECALLED,
        /** The delete is on its way. */
        RELEASING,
        /** The znode is gone; the answer is on its way. */
        DELETED
    }

    static final int UP = 0;
    static final int PAUSED = 1;
    static final int DOWN = 2;

    static final int NO_RUN = 0;
    static final int ACTIVE = 1;
    static final int ASKED_TO_STOP = 2;
}

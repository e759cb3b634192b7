package io.pogo.zk;

import java.util.Arrays;

/**
 * One state of a node, its clocks, its connection and the session in ZooKeeper: small numbers, all times counted from
 * now.
 */
final class LeaseWorld {
    /** The names of the numbers. */
    enum Cell {
        /** The time until ZooKeeper's leader expires the session; 0 once it has. */
        EXPIRY,
        /** CUT, FOLLOWER or DEPOSED. */
        LINK,
        /** The follower has heard of the session since it last reported to the leader. */
        HEARD,
        /** The time until the follower reports. */
        REPORT,
        /** The timeout that ZooKeeper has granted. */
        GRANTED,
        /** The timeout that the client knows of. */
        KNOWN,
        /** The age of the proof of the current term, on each clock. */
        TERM_MONOTONIC,
        TERM_WALL,
        /** The node's bound on the time between the leader's last news of the session and that proof. */
        TERM_UNHEARD,
        /** The timeout that the client knew of then. */
        TERM_TIMEOUT,
        /** The age of the last request, on each clock. */
        LAST_MONOTONIC,
        LAST_WALL,
        /**
         * Since how long ago the leader has heard of the session for certain: when the session or its connection was
         * opened, or when the last proof was sent of those whose answer is a quarter of the timeout old.
         */
        BEFORE,
        /**
         * The ages of the two proofs after that, and of their answers, from 1; 0 if there is none.
         */
        FIRST_SENT,
        FIRST_HEARD,
        SECOND_SENT,
        SECOND_HEARD,
        /**
         * The age of the last proof that was lost with its connection, from 1; 0 if it no longer matters.
         */
        LOST,
        /** The last proof: NONE, SENT or ANSWERED, which the node has not heard of. */
        PROOF,
        /** The timeout that the client knew of when it was sent. */
        PROOF_TIMEOUT,
        /** HOLDS or ENDED. */
        STAY,
        /** The time that is left to a child that was asked to stop. */
        GRACE,
        /** AWAKE, WAKING, FROZEN or SUSPENDED. */
        STATUS,
        /** The node slept between the end of its lease and the end of the grace: the token protects. */
        EXCUSED,
        /** The number of sleeps in this stay. */
        SLEPT,
        /** The wall clock was set back. */
        SET_BACK
    }

    static final int CUT = 0;
    static final int FOLLOWER = 1;
    static final int DEPOSED = 2;

    static final int NONE = 0;
    static final int SENT = 1;
    static final int ANSWERED = 2;

    static final int HOLDS = 0;
    static final int ENDED = 1;

    static final int AWAKE = 0;
    /** The process runs again, and its guard has not looked yet. */
    static final int WAKING = 1;
    /** Its process does not run; its clocks do. */
    static final int FROZEN = 2;
    /** Its machine does not run; the wall clock shows it, the monotonic clock does not. */
    static final int SUSPENDED = 3;

    private final byte[] cells;

    LeaseWorld() {
        this(new byte[Cell.values().length]);
    }

    private LeaseWorld(byte[] cells) {
        this.cells = cells;
    }

    LeaseWorld copy() {
        return new LeaseWorld(cells.clone());
    }

    @SuppressWarnings("EnumOrdinal") // the bytes are named by an enum
    int get(Cell cell) {
        return cells[cell.ordinal()];
    }

    @SuppressWarnings("EnumOrdinal")
    void set(Cell cell, int value) {
        cells[cell.ordinal()] = (byte) value;
    }

    boolean is(Cell cell, int value) {
        return get(cell) == value;
    }

    void add(Cell cell, int change, int least, int most) {
        set(cell, Math.max(least, Math.min(most, get(cell) + change)));
    }

    /** The process runs, though its guard may not have looked yet. */
    boolean isUp() {
        return get(Cell.STATUS) <= WAKING;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeaseWorld world && Arrays.equals(cells, world.cells);
    }

    /** Small numbers make equal sums of most kinds; these are mixed. */
    @Override
    public int hashCode() {
        long mixed = 0;
        for (byte cell : cells) {
            mixed = (mixed ^ cell) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 29;
        }
        return Long.hashCode(mixed);
    }
}

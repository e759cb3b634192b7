package io.pogo.bench;

import java.util.Locale;

/**
 * A line of a child's log.
 *
 * @param nanos the time on the monotonic clock, which all processes of a Linux machine share
 * @param millis the time on the machine's clock
 * @param process the JVM, {@code n3#2} for the second one of node n3
 * @param event the kind of line
 * @param child the child's id
 * @param token its fencing token
 * @param incarnation the number of the run under that token
 * @param spec the number of the child's spec, for a child that ends by itself; otherwise 0
 * @param value START: the shutdown time in nanoseconds; SAVED and NOT_SAVED: the time when the save began; otherwise 0
 */
record ChildLine(
        long nanos,
        long millis,
        String process,
        Event event,
        String child,
        long token,
        int incarnation,
        long spec,
        long value) {
    /** The kinds of lines. */
    enum Event {
        /** The child is inside {@code run}, or was started. */
        START,
        /** The child has noticed the request to stop. */
        STOP_ASKED,
        /** The child leaves {@code run} after it was asked to stop, or was stopped. */
        END,
        /** The child leaves {@code run} by itself: its work is done. */
        DONE,
        /** The child leaves {@code run} by itself, with an exception. */
        CRASHED,
        /** A save of its checkpoint has returned. */
        SAVED,
        /** A save of its checkpoint was refused, or its outcome is unknown. */
        NOT_SAVED,
        /** The register has accepted a write; the register's own line. */
        ACCEPTED,
        /** The register has refused a write; the register's own line. */
        REFUSED;

        /** Returns whether the line is the end of a run. */
        boolean isEnd() {
            return this == END || this == DONE || this == CRASHED;
        }
    }

    private static final int FIELDS = 9;

    static ChildLine now(
            String process, Event event, String child, long token, int incarnation, long spec, long value) {
        return new ChildLine(
                SharedClock.nanos(),
                System.currentTimeMillis(),
                process,
                event,
                child,
                token,
                incarnation,
                spec,
                value);
    }

    static ChildLine parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a line of a child's log: " + line);
        }
        return new ChildLine(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                fields[2],
                Event.valueOf(fields[3]),
                fields[4],
                Long.decode(fields[5]),
                Integer.parseInt(fields[6]),
                Long.parseLong(fields[7]),
                Long.parseLong(fields[8]));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d %d %s %s %s 0x%x %d %d %d",
                nanos,
                millis,
                process,
                event,
                child,
                token,
                incarnation,
                spec,
                value);
    }
}

package io.pogo.bench;

import java.util.Locale;

/**
 * One line of a child's log.
 *
 * @param nanos when, on the monotonic clock, which all processes of a Linux machine share
 * @param millis when, on the machine's clock
 * @param process which JVM, {@code n3#2}: node n3's second
 * @param event what
 * @param child the child's id
 * @param token its fencing token
 * @param incarnation which run under that token
 * @param value START: the shutdown time in nanoseconds; SAVED and NOT_SAVED: when the save began; otherwise 0
 */
record ChildLine(
        long nanos, long millis, String process, Event event, String child, long token, int incarnation, long value) {
    /** What a line is about. */
    enum Event {
        /** The child is inside {@code run}, or was started. */
        START,
        /** It has noticed that it shall stop. */
        STOP_ASKED,
        /** It leaves {@code run}, or was stopped. */
        END,
        /** A save of its checkpoint has returned. */
        SAVED,
        /** A save of its checkpoint was refused, or it could not be told. */
        NOT_SAVED,
        /** The register has accepted a write; the register's own line. */
        ACCEPTED,
        /** The register has refused a write; the register's own line. */
        REFUSED
    }

    private static final int FIELDS = 8;

    static ChildLine now(String process, Event event, String child, long token, int incarnation, long value) {
        return new ChildLine(
                System.nanoTime(), System.currentTimeMillis(), process, event, child, token, incarnation, value);
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
                Long.parseLong(fields[5], 16),
                Integer.parseInt(fields[6]),
                Long.parseLong(fields[7]));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d %d %s %s %s %x %d %d",
                nanos,
                millis,
                process,
                event,
                child,
                token,
                incarnation,
                value);
    }
}

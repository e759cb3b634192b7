package io.pogo.bench;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of children that the harness runs, as shares of the whole. The name in lower case is the child type. */
enum ChildKind {
    /** Waits until it is interrupted. */
    LOOP(5, Restart.PERMANENT),
    /** Takes most of its shutdown time to stop. */
    SLOW_STOP(3, Restart.PERMANENT),
    /** Ignores its interrupt for longer than its shutdown time. */
    STUBBORN(2, Restart.PERMANENT),
    /** Crashes a moment after its start. */
    CRASH_LOOP(1, Restart.PERMANENT),
    /** Has a start and a stop instead of a run. */
    START_STOP(3, Restart.PERMANENT),
    /** Saves its checkpoint all the time. */
    CHECKPOINT(4, Restart.PERMANENT),
    /** Writes to the fenced register all the time. */
    REGISTER(3, Restart.PERMANENT),
    /** Works for a while and is done. */
    TASK(2, Restart.TRANSIENT),
    /** Crashes as often as not, is restarted then, and is done in the end. */
    FLAKY(2, Restart.TRANSIENT),
    /** Works for a while and is done, or crashes; is never run twice. */
    ONCE(2, Restart.TEMPORARY);

    /** The argument that distinguishes the specs of one child; see {@link #spec}. */
    static final String SERIAL = "serial";

    private static final int SHARES =
            Arrays.stream(values()).mapToInt(kind -> kind.share).sum();
    private static final int MANY = 1_000;

    private final int share;
    private final Restart restart;

    ChildKind(int share, Restart restart) {
        this.share = share;
        this.restart = restart;
    }

    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    Restart restart() {
        return restart;
    }

    /** Returns whether the child ends by itself, and its spec with it. */
    boolean isFinite() {
        return restart != Restart.PERMANENT;
    }

    /** Returns whether the child runs all the time while it is wanted. */
    boolean staysUp() {
        return !isFinite() && this != CRASH_LOOP;
    }

    /** Returns whether the child makes its node write to ZooKeeper: its checkpoint, its end or its failures. */
    boolean writes() {
        return isFinite() || this == CHECKPOINT || this == CRASH_LOOP;
    }

    /** The kind of the child with this number. */
    static ChildKind of(int number) {
        int left = number % SHARES;
        for (ChildKind kind : values()) {
            left -= kind.share;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the shares do not add up");
    }

    String childId(int number) {
        return type() + "-" + number;
    }

    /** The kind of the child with this id. */
    static ChildKind of(String childId) {
        return valueOf(childId.substring(0, childId.indexOf('-')).toUpperCase(Locale.ROOT));
    }

    /** Returns the shutdown time of the child, which fits between the end of a lease and that of the session. */
    Duration shutdown(Duration session) {
        return this == STUBBORN ? session.dividedBy(12) : session.dividedBy(4);
    }

    /**
     * Returns the spec of a child. The spec of a child that ends by itself carries the number of the call that started
     * it, so that its log distinguishes a run after its end from a run of its next spec.
     */
    ChildSpec spec(String childId, Duration session, String serial) {
        ChildSpec spec = ChildSpec.of(childId, type()).withRestart(restart).withShutdown(shutdown(session));
        return isFinite() ? spec.withArgument(SERIAL, serial).withMaxRestarts(MANY, ChildSpec.DEFAULT_PERIOD) : spec;
    }
}

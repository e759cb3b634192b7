package io.pogo.bench;

import io.pogo.ChildSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What kinds of children the harness runs, as shares of 20. The name in lower case is the child type. */
enum ChildKind {
    /** Waits until it is interrupted. */
    LOOP(5),
    /** Takes most of its shutdown time to stop. */
    SLOW_STOP(3),
    /** Ignores its interrupt for longer than its shutdown time. */
    STUBBORN(1),
    /** Crashes a moment after its start. */
    CRASH_LOOP(1),
    /** Is started and stopped. */
    START_STOP(3),
    /** Saves its checkpoint all the time. */
    CHECKPOINT(4),
    /** Writes to the fenced register all the time. */
    REGISTER(3);

    private static final int SHARES =
            Arrays.stream(values()).mapToInt(kind -> kind.share).sum();

    private final int share;

    ChildKind(int share) {
        this.share = share;
    }

    String type() {
        return name().toLowerCase(Locale.ROOT);
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

    /** The spec of a child; what it takes to stop fits between the end of a lease and that of the session. */
    ChildSpec spec(String id, Duration session) {
        Duration shutdown = this == STUBBORN ? session.dividedBy(12) : session.dividedBy(4);
        return ChildSpec.of(id, type()).withShutdown(shutdown);
    }
}

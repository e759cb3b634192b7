package io.pogo.core;

import com.google.common.math.LongMath;
import java.time.Duration;
import java.time.Instant;

/**
 * The quarantine of a child that keeps failing: a duration for which it is not run, counted by each reader on its own
 * clock from the moment at which it first read it. Clocks of different machines are never compared.
 *
 * @param millis the length in milliseconds; 0 if there is no quarantine
 * @param endsAt the end, on the clock of the reader, in milliseconds
 * @param shownUntil the end by the clock of the planner that began it, for people, in milliseconds since the epoch; 0
 *     if unknown
 */
public record Rest(long millis, long endsAt, long shownUntil) {
    /** The absence of a quarantine. */
    public static final Rest NONE = new Rest(0, 0, 0);

    /**
     * Returns the rest that begins now.
     *
     * @param now the time on the clock of the reader
     * @param millis the length in milliseconds, at least 1; a smaller value counts as 1
     * @return the rest
     */
    public static Rest from(long now, long millis) {
        long length = Math.max(1, millis);
        return new Rest(length, LongMath.saturatedAdd(now, length), 0);
    }

    /**
     * Returns the same rest for a reader that sees it for the first time.
     *
     * @param now the time on the clock of that reader
     * @param longest the longest rest that the reader accepts
     * @return the rest, which ends at {@code now + longest} at the latest
     */
    public Rest seenAt(long now, Duration longest) {
        if (!isSet()) {
            return NONE;
        }
        long length = Math.max(1, Math.min(millis, Millis.of(longest)));
        return new Rest(length, LongMath.saturatedAdd(now, length), shownUntil);
    }

    /** {@return true if the child is in quarantine, until the planner writes that this has ended} */
    public boolean isSet() {
        return millis != 0;
    }

    /**
     * Returns whether the quarantine goes on.
     *
     * @param now the time on the clock of the reader
     * @return true until the end
     */
    public boolean lasts(long now) {
        return isSet() && endsAt > now;
    }

    /** Returns a text for people: the end if it is known, the length otherwise. */
    String text() {
        return shownUntil == 0
                ? "quarantined for " + (millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms")
                : "quarantined until " + Instant.ofEpochMilli(shownUntil);
    }
}

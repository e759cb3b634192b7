package io.pogo.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event in a scope, as observed from outside.
 *
 * @param at the time at which it was observed
 * @param kind the kind of event
 * @param childId the child, if it is about one
 * @param node the node, if it is about one
 * @param from the node that had the child before, if it is not the same
 * @param reason the reason or the error, if there is one
 */
record ScopeEvent(
        Instant at,
        Kind kind,
        @Nullable String childId,
        @Nullable String node,
        @Nullable String from,
        @Nullable String reason) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    /** The kinds of events. */
    enum Kind {
        JOINED,
        DRAINING,
        UNDRAINED,
        LEFT,
        STARTED,
        RESTARTED,
        CRASHED,
        MOVED,
        TAKEOVER,
        PENDING,
        FAILED,
        PAUSED,
        COMPLETED,
        STUCK,
        ENDED,
        REBALANCING_PAUSED,
        REBALANCING_RESUMED,
        DISCONNECTED,
        CONNECTED
    }

    static ScopeEvent ofNode(Instant at, Kind kind, String node) {
        return new ScopeEvent(at, kind, null, node, null, null);
    }

    static ScopeEvent of(Instant at, Kind kind) {
        return new ScopeEvent(at, kind, null, null, null, null);
    }

    /** Returns the event as one line of text. */
    String line(ZoneId zone) {
        StringBuilder line = new StringBuilder(TIME.format(at.atZone(zone)));
        line.append(String.format(Locale.ROOT, "  %-10s", Text.words(kind)));
        if (childId != null) {
            line.append("  ").append(childId);
        }
        if (node != null) {
            line.append(childId == null ? "  " : " on ").append(node);
        }
        if (from != null) {
            line.append(", before on ").append(from);
        }
        if (reason != null) {
            line.append("  (").append(reason).append(')');
        }
        return line.toString().stripTrailing();
    }
}

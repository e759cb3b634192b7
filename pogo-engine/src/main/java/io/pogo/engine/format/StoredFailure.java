package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.core.Failure;
import io.pogo.core.Rest;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.base.Printable;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.store.Znode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A failure record as it is stored. A quarantine is stored as a duration, {@code rest} in milliseconds, which each
 * planner counts from when it first sees the record. {@code retryAt} is the planner's estimate of the end as a time of
 * day, for people.
 *
 * @param version the znode's version, for conditional writes
 * @param failure the content; if it cannot be read, a failure of an impossible spec, so that it is void
 * @param problem the reason why it could not be read, or null
 */
public record StoredFailure(
        int version, Failure failure, @Nullable String problem) {
    private static final int MAX_ERROR = 1_000;

    public static byte[] encode(Failure failure) {
        ObjectNode json = Json.object();
        json.put("spec", Json.hex(failure.czxid()));
        json.put("revision", failure.revision());
        json.put("node", failure.node());
        json.put("error", failure.error());
        json.put("attempts", failure.attempts());
        new TreeSet<>(failure.failedOn()).forEach(json.withArray("failedOn")::add);
        json.put("rounds", failure.rounds());
        Rest rest = failure.rest();
        if (rest.isSet()) {
            json.put("rest", rest.millis());
            long end = rest.shownUntil() != 0 ? rest.shownUntil() : WallClock.millis() + rest.millis();
            json.put("retryAt", Instant.ofEpochMilli(end).toString());
        }
        if (failure.restartingUnder() != 0) {
            json.put("restartingUnder", Json.hex(failure.restartingUnder()));
        }
        return Json.bytes(json);
    }

    public static StoredFailure decode(String childId, Znode znode) {
        if (znode.isSealed()) {
            return sealed(childId, null);
        }
        try {
            ObjectNode json = Json.parse(znode.data());
            Failure failure = new Failure(
                    childId,
                    Json.hex(json, "spec"),
                    Json.smallNumber(json, "revision"),
                    Printable.of(Json.text(json, "node")),
                    line(Json.text(json, "error")),
                    Json.smallNumber(json, "attempts"),
                    nodes(json),
                    Json.smallNumber(json, "rounds"),
                    rest(json),
                    json.has("restartingUnder") ? Json.hex(json, "restartingUnder") : 0);
            return new StoredFailure(znode.version(), failure, null);
        } catch (BadData e) {
            return nobodys(childId, znode.version(), "it " + e.getMessage());
        }
    }

    /**
     * Returns a failure record that this client may not read: the one last known, which stays valid, or an unreadable
     * one.
     */
    public static StoredFailure sealed(String childId, @Nullable StoredFailure known) {
        return known != null ? known : nobodys(childId, -1, "this client has no permission");
    }

    private static StoredFailure nobodys(String childId, int version, String problem) {
        return new StoredFailure(version, new Failure(childId, 0, 0, "", "", 0, Set.of(), 0, Rest.NONE), problem);
    }

    /** Returns an error as one line of bounded length, fit for a znode, a log and a terminal. */
    public static String describe(Throwable error) {
        return line(String.valueOf(error.toString()));
    }

    /**
     * Returns an error as one line of bounded length. Applied when writing and again when reading, because another
     * program may have written the record.
     */
    private static String line(String error) {
        StringBuilder line = new StringBuilder();
        error.codePoints()
                .limit(MAX_ERROR)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || isSurrogate(c) ? ' ' : c));
        return line.toString();
    }

    private static Set<String> nodes(ObjectNode json) throws BadData {
        Set<String> nodes = new TreeSet<>(Json.texts(json, "failedOn"));
        for (String node : nodes) {
            if (!NodeIds.isValid(node)) {
                throw new BadData("\"failedOn\" names \"" + node + "\", which is no node id");
            }
        }
        return Set.copyOf(nodes);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /**
     * Returns the quarantine. Versions before 0.2 stored only the instant; the duration is then unlimited, and each
     * reader caps it.
     */
    private static Rest rest(ObjectNode json) throws BadData {
        if (!json.has("rest") && !json.has("retryAt")) {
            return Rest.NONE;
        }
        long millis = json.has("rest") ? Json.number(json, "rest") : Long.MAX_VALUE;
        if (millis < 0) {
            throw new BadData("\"rest\" is negative");
        }
        return millis == 0
                ? Rest.NONE
                : new Rest(millis, Long.MAX_VALUE, json.has("retryAt") ? millis(Json.text(json, "retryAt")) : 0);
    }

    private static long millis(String instant) throws BadData {
        try {
            return Instant.parse(instant).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadData("\"retryAt\" is not a time");
        }
    }
}

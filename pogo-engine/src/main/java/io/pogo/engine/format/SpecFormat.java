package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The formats of stored specs, so that versions of an application can run side by side. A spec is written in the lowest
 * format that can express it, each member announces the highest one that it reads, and a spec is given only to members
 * that read its format.
 *
 * <p>Format 2 adds labels, weight, spread group, pin, kept completion and the desired states besides running; format 3
 * adds the set that a child belongs to. A developer who adds a field must raise the highest format, and document here
 * since which format the field exists.
 */
public final class SpecFormat {
    static final int FIRST = 1;
    /** The format that knows pins and the rest of placement. */
    public static final int OF_PLACEMENT = 2;

    private static final int OF_SETS = 3;
    public static final int HIGHEST = OF_SETS;

    private static final Set<String> FIELDS_OF_1 = Set.of(
            "type",
            "arguments",
            "restart",
            "maxRestarts",
            "periodMs",
            "shutdownMs",
            "desired",
            "revision",
            "startedBy",
            "format");
    private static final Set<String> FIELDS_OF_2 = Set.of("labels", "weight", "spread", "keepCompleted", "pin");
    private static final Set<String> FIELDS_OF_3 = Set.of(SpecJson.SET);

    private SpecFormat() {}

    /** Returns the bytes to store, with the format that they need; every write of a spec must use this method. */
    public static byte[] bytes(ObjectNode json) {
        int needed = needed(json);
        if (needed > FIRST) {
            json.put("format", needed);
        } else {
            json.remove("format");
        }
        return Json.bytes(json);
    }

    /** Returns the format of a stored spec. A format that this node does not read, or an unknown field, is bad data. */
    static int check(ObjectNode json) throws BadData {
        int stated = json.has("format") ? Json.smallNumber(json, "format") : FIRST;
        if (stated > HIGHEST) {
            throw new BadData("is of format " + stated + ", and this node reads up to " + HIGHEST);
        }
        for (var field : json.properties()) {
            if (!isKnown(field.getKey())) {
                throw new BadData("has an unknown field \"" + field.getKey() + "\"");
            }
        }
        return Math.max(stated, needed(json));
    }

    /** Returns whether a spec was stored in a format of a newer version, which is not an error. */
    public static boolean isNewer(byte[] data) {
        try {
            ObjectNode json = Json.parse(data);
            return json.has("format") && Json.smallNumber(json, "format") > HIGHEST;
        } catch (BadData e) {
            return false;
        }
    }

    private static boolean isKnown(String field) {
        return FIELDS_OF_1.contains(field) || FIELDS_OF_2.contains(field) || FIELDS_OF_3.contains(field);
    }

    private static int needed(ObjectNode json) {
        if (FIELDS_OF_3.stream().anyMatch(json::has)) {
            return OF_SETS;
        }
        boolean plain = FIELDS_OF_2.stream().noneMatch(json::has)
                && json.path("desired").asText().equals(SpecJson.RUNNING);
        return plain ? FIRST : OF_PLACEMENT;
    }
}

package io.pogo.zk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The reason why a scope takes no more children, as it is stored while that is so. */
final class StoredFullness {
    private static final String REASON = "reason";

    private StoredFullness() {}

    static byte[] encode(String reason) {
        ObjectNode json = Json.object();
        json.put(REASON, reason);
        return Json.bytes(json);
    }

    /** Returns the reason; a general one if the znode cannot be read. */
    static String reason(Znode znode) {
        try {
            return Printable.of(Json.text(Json.parse(znode.data()), REASON));
        } catch (BadData e) {
            return "one of its limits is reached";
        }
    }
}

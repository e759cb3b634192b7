package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.engine.base.Printable;
import io.pogo.engine.store.Znode;

/** The reason why a scope takes no more children, stored while the scope is full. */
public final class StoredFullness {
    private static final String REASON = "reason";

    private StoredFullness() {}

    public static byte[] encode(String reason) {
        ObjectNode json = Json.object();
        json.put(REASON, reason);
        return Json.bytes(json);
    }

    /** Returns the reason; a general one if the znode cannot be read. */
    public static String reason(Znode znode) {
        try {
            return Printable.of(Json.text(Json.parse(znode.data()), REASON));
        } catch (BadData e) {
            return "one of its limits is reached";
        }
    }
}

package io.pogo.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.core.StuckChild;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.store.Znode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The stuck children of one supervisor, as they are stored: an ephemeral znode for each supervisor that has some. */
public final class StoredStuck {
    /** The greatest number of stored children; a node that has more stores the oldest ones. */
    public static final int MOST = 100;

    private StoredStuck() {}

    public static byte[] encode(List<StuckChild> stuck) {
        ObjectNode json = Json.object();
        ArrayNode children = json.putArray("children");
        stuck.forEach(child -> children.addObject()
                .put("id", child.childId())
                .put("since", Instant.ofEpochMilli(child.since()).toString())
                .put("lockLost", child.lockLost()));
        return Json.bytes(json);
    }

    /** Returns the content of a znode, or nothing if it is not ephemeral or cannot be read. */
    public static List<StuckChild> decode(Znode znode) {
        List<StuckChild> stuck = new ArrayList<>();
        try {
            String node = NodeIds.check(
                    NodeIds.shown(ScopePaths.nodeOfStay(znode.path()).getBytes(StandardCharsets.UTF_8)));
            for (JsonNode child : znode.isEphemeral() ? Json.parse(znode.data()).path("children") : Json.object()) {
                if (stuck.size() < MOST) {
                    stuck.add(decode(node, child));
                }
            }
        } catch (BadData | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            stuck.clear();
        }
        return List.copyOf(stuck);
    }

    private static StuckChild decode(String node, JsonNode child) throws BadData {
        return new StuckChild(
                ChildSpec.of(Json.text(child, "id"), "any").id(),
                node,
                Instant.parse(Json.text(child, "since")).toEpochMilli(),
                Json.truth(child, "lockLost"));
    }
}

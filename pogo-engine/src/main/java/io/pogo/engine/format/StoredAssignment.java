package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.engine.store.Znode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An assignment as it is stored.
 *
 * @param path the path of the znode
 * @param version the znode's version, for conditional writes
 * @param assignment the content; if it cannot be read, an assignment of an impossible session and spec, so that it is
 *     valid for no node
 * @param troubled whether there was a failure record of the child when it was assigned; the record is removed when the
 *     child stays up
 * @param trial whether the node must give the child up at its first crash, until the child has been up for a whole
 *     period
 * @param problem the reason why it could not be read, or null
 */
public record StoredAssignment(
        String path,
        int version,
        Assignment assignment,
        boolean troubled,
        boolean trial,
        @Nullable String problem) {
    public static byte[] encode(Assignment assignment, boolean troubled) {
        return encode(assignment, troubled, false);
    }

    public static byte[] encode(Assignment assignment, boolean troubled, boolean trial) {
        // Text by hand: a planner writes one for each child, and nothing in it needs to be escaped.
        String json = "{\"spec\":\"" + Json.hex(assignment.czxid())
                + "\",\"revision\":" + assignment.revision()
                + ",\"session\":\"" + Json.hex(assignment.session())
                + "\",\"reason\":\"" + Json.word(assignment.reason())
                + (troubled ? "\",\"troubled\":true" : "\"")
                + (trial ? ",\"trial\":true}" : "}");
        return json.getBytes(StandardCharsets.UTF_8);
    }

    public static StoredAssignment decode(String nodeId, String childId, Znode znode) {
        try {
            ObjectNode json = Json.parse(znode.data());
            Assignment assignment = new Assignment(
                    childId,
                    nodeId,
                    Json.hex(json, "session"),
                    Json.hex(json, "spec"),
                    Json.smallNumber(json, "revision"),
                    Json.word(StartReason.class, json, "reason"));
            return new StoredAssignment(
                    znode.path(),
                    znode.version(),
                    assignment,
                    json.path("troubled").asBoolean(),
                    json.path("trial").asBoolean(),
                    null);
        } catch (BadData e) {
            return nobodys(nodeId, childId, znode.path(), znode.version(), "it " + e.getMessage());
        }
    }

    /**
     * Returns an assignment that this client may not read: the one last known, which stays valid, or an unreadable one.
     */
    public static StoredAssignment sealed(
            String nodeId, String childId, String path, @Nullable StoredAssignment known) {
        return known != null ? known : nobodys(nodeId, childId, path, -1, "this client has no permission");
    }

    private static StoredAssignment nobodys(String nodeId, String childId, String path, int version, String problem) {
        Assignment nobodys = new Assignment(childId, nodeId, 0, 0, 0, StartReason.FIRST_START);
        return new StoredAssignment(path, version, nobodys, false, false, problem);
    }
}

package io.pogo.zk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.WantedChild;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A child spec as it is stored.
 *
 * @param id the child, from the znode's name
 * @param czxid the identity of this spec
 * @param version the znode's version, for conditional writes
 * @param revision rises when the child shall be run afresh
 * @param startedBy for a temporary child: the node and token of its one run, null before it
 * @param spec the spec, null if it could not be read
 * @param problem why it could not be read
 */
record StoredSpec(
        String id,
        long czxid,
        int version,
        int revision,
        @Nullable String startedBy,
        @Nullable ChildSpec spec,
        @Nullable String problem) {

    private static final String RUNNING = "running";

    static byte[] encode(ChildSpec spec) {
        ObjectNode json = Json.object();
        json.put("type", spec.type());
        ObjectNode arguments = json.putObject("arguments");
        spec.arguments().forEach(arguments::put);
        json.put("restart", Json.word(spec.restart()));
        json.put("maxRestarts", spec.maxRestarts());
        json.put("periodMs", spec.period().toMillis());
        json.put("shutdownMs", spec.shutdown().toMillis());
        json.put("desired", RUNNING);
        json.put("revision", 1);
        return Json.bytes(json);
    }

    static StoredSpec decode(String id, Znode znode) {
        try {
            ObjectNode json = Json.parse(znode.data());
            ChildSpec spec = spec(id, json);
            String startedBy = json.has("startedBy") ? Json.text(json, "startedBy") : null;
            int revision = Json.smallNumber(json, "revision");
            return new StoredSpec(id, znode.czxid(), znode.version(), revision, startedBy, spec, null);
        } catch (BadData | IllegalArgumentException e) {
            String problem = "its spec cannot be read: it " + e.getMessage();
            return new StoredSpec(id, znode.czxid(), znode.version(), 0, null, null, problem);
        }
    }

    /** The stored data with the next revision. */
    static byte[] withNextRevision(Znode znode) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        json.put("revision", Json.smallNumber(json, "revision") + 1);
        return Json.bytes(json);
    }

    /** The stored data, marked as started; the revision stays. */
    static byte[] withStartedBy(Znode znode, String startedBy) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        json.put("startedBy", startedBy);
        return Json.bytes(json);
    }

    /** As the planner sees it. */
    WantedChild wanted(int lockBytes) {
        String type = spec == null ? "" : spec.type();
        Restart restart = spec == null ? Restart.PERMANENT : spec.restart();
        return new WantedChild(id, czxid, revision, spec != null, type, restart, startedBy != null, lockBytes);
    }

    private static ChildSpec spec(String id, ObjectNode json) throws BadData {
        if (!Json.text(json, "desired").equals(RUNNING)) {
            throw new BadData("has an unknown desired state");
        }
        int maxRestarts = Json.smallNumber(json, "maxRestarts");
        return ChildSpec.of(id, Json.text(json, "type"))
                .withArguments(arguments(json))
                .withRestart(Json.word(Restart.class, json, "restart"))
                .withMaxRestarts(maxRestarts, Duration.ofMillis(Json.number(json, "periodMs")))
                .withShutdown(Duration.ofMillis(Json.number(json, "shutdownMs")));
    }

    private static Map<String, String> arguments(ObjectNode json) throws BadData {
        if (!(json.path("arguments") instanceof ObjectNode object)) {
            throw new BadData("has no object \"arguments\"");
        }
        Map<String, String> arguments = new TreeMap<>();
        for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> field : object.properties()) {
            arguments.put(field.getKey(), Json.text(object, field.getKey()));
        }
        return arguments;
    }
}

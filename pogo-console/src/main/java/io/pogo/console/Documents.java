package io.pogo.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.Finding;
import io.pogo.MemberInfo;
import io.pogo.PlacementPreview;
import io.pogo.SetInfo;
import io.pogo.SetOutcome;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON documents, for scripts and for the page. Tokens are hexadecimal texts, as in zkCli, since they do not fit
 * into a JavaScript number.
 */
final class Documents {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static <T> ArrayNode array(Collection<T> values, Function<T, ? extends JsonNode> document) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(value -> array.add(document.apply(value)));
        return array;
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    static String text(JsonNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    static ObjectNode child(ChildInfo child) {
        ObjectNode json = object();
        json.put("id", child.id());
        json.put("type", child.type());
        json.put("state", child.state().name());
        putIfThere(json, "node", child.node());
        if (child.fencingToken() != 0) {
            json.put("token", Text.token(child.fencingToken()));
        }
        json.put("incarnation", child.incarnation());
        json.put("revision", child.revision());
        putIfThere(json, "reason", child.reason());
        putIfThere(json, "set", child.set());
        return json;
    }

    static ObjectNode set(SetInfo set) {
        return object().put("set", set.name())
                .put("version", set.version())
                .put("children", set.children())
                .put("complete", set.complete());
    }

    static ObjectNode outcome(SetOutcome outcome) {
        ObjectNode json = object().put("set", outcome.set())
                .put("version", outcome.version())
                .put("status", outcome.status().name())
                .put("changes", outcome.changes());
        json.set("added", texts(outcome.added()));
        json.set("changed", texts(outcome.changed()));
        json.set("removed", texts(outcome.removed()));
        return json.put("kept", outcome.kept().size());
    }

    static ObjectNode member(MemberInfo member) {
        ObjectNode json = object();
        json.put("id", member.id());
        json.put("address", member.address());
        json.set("types", texts(new TreeSet<>(member.types())));
        json.set("labels", texts(member.labels()));
        json.put("capacity", member.capacity());
        json.put("maxChildren", member.maxChildren());
        json.put("draining", member.draining());
        json.set("suspectTypes", texts(new TreeSet<>(member.suspectTypes())));
        json.put("planner", member.planner());
        putIfThere(json, "version", member.version());
        if (member.joined() != null) {
            json.put("joined", member.joined().toString());
        }
        return json;
    }

    static ObjectNode explanation(ChildExplanation explanation) {
        ObjectNode json = object();
        json.put("id", explanation.id());
        json.put("state", explanation.state().name());
        putIfThere(json, "node", explanation.node());
        json.put("why", explanation.why());
        json.set("elsewhere", texts(explanation.elsewhere()));
        putIfThere(json, "waitsFor", explanation.waitsFor());
        json.set(
                "transitions",
                array(
                        explanation.transitions(),
                        transition ->
                                object().put("at", transition.at().toString()).put("what", transition.what())));
        return json;
    }

    static ObjectNode preview(PlacementPreview preview) {
        ObjectNode json = object();
        json.set("moves", array(preview.moves(), Documents::move));
        json.set("pending", texts(preview.pending()));
        return json;
    }

    private static ObjectNode move(PlacementPreview.Move move) {
        ObjectNode json = object().put("id", move.childId());
        putIfThere(json, "from", move.from());
        return json.put("to", move.to()).put("reason", move.reason().name());
    }

    static ObjectNode finding(Finding finding) {
        return object().put("kind", finding.kind().name())
                .put("path", finding.path())
                .put("text", finding.text())
                .put("repairable", finding.repairable());
    }

    static ObjectNode event(ScopeEvent event) {
        ObjectNode json = object();
        json.put("at", event.at().toString());
        json.put("kind", event.kind().name());
        putIfThere(json, "id", event.childId());
        putIfThere(json, "node", event.node());
        putIfThere(json, "from", event.from());
        putIfThere(json, "reason", event.reason());
        return json;
    }

    static ObjectNode texts(Map<String, String> texts) {
        ObjectNode json = object();
        texts.forEach(json::put);
        return json;
    }

    static void putIfThere(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}

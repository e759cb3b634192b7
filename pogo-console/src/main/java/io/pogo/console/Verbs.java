package io.pogo.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ScopeClient;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The actions that can be requested: {@code {"verb": "move", "child": "monitor-1", "node": "node-b"}}. The fields of a
 * request, besides its verb, are {@code child}, {@code node} and {@code spec}.
 */
final class Verbs {
    private static final String CHILD = "child";
    private static final String NODE = "node";
    private static final String SPEC = "spec";

    static final Map<String, Verb> VERBS = Map.ofEntries(
            Map.entry("start", new Verb(List.of(SPEC), (client, json) -> client.startChild(spec(json)))),
            Map.entry("terminate", child(Verbs::terminate)),
            Map.entry("pause", child(ScopeClient::pauseChild)),
            Map.entry("resume", child(ScopeClient::resumeChild)),
            Map.entry("restart", child(ScopeClient::restartChild)),
            Map.entry(
                    "move",
                    new Verb(
                            List.of(CHILD, NODE),
                            (client, json) -> client.moveChild(text(json, CHILD), text(json, NODE)))),
            Map.entry("unpin", child(ScopeClient::unpinChild)),
            Map.entry("drain", node(ScopeClient::drain)),
            Map.entry("undrain", node(ScopeClient::undrain)),
            Map.entry("pause-rebalancing", new Verb(List.of(), (client, json) -> client.pauseRebalancing())),
            Map.entry("resume-rebalancing", new Verb(List.of(), (client, json) -> client.resumeRebalancing())));

    private final ScopeClient client;

    Verbs(ScopeClient client) {
        this.client = client;
    }

    /**
     * An action.
     *
     * @param fields the fields that its request needs besides the verb
     * @param action the action, given the request
     */
    record Verb(List<String> fields, BiConsumer<ScopeClient, JsonNode> action) {}

    private static Verb child(BiConsumer<ScopeClient, String> action) {
        return new Verb(List.of(CHILD), (client, json) -> action.accept(client, text(json, CHILD)));
    }

    private static Verb node(BiConsumer<ScopeClient, String> action) {
        return new Verb(List.of(NODE), (client, json) -> action.accept(client, text(json, NODE)));
    }

    void answer(Context request) {
        JsonNode json = read(request.body());
        Verb verb = VERBS.get(text(json, "verb"));
        if (verb == null) {
            throw new IllegalArgumentException("\"verb\" is " + json.path("verb") + "; there is no such verb");
        }
        verb.action().accept(client, json);
        Answers.json(request, Documents.object());
    }

    private static void terminate(ScopeClient client, String child) {
        if (!client.terminateChild(child)) {
            throw new ChildNotFoundException(client.scope(), child);
        }
    }

    private static ChildSpec spec(JsonNode json) {
        if (json.path(SPEC) instanceof ObjectNode spec) {
            return SpecDocument.read(spec).spec();
        }
        throw new IllegalArgumentException(
                "the request has no object \"" + SPEC + "\" like {\"id\": ..., \"type\": ...}");
    }

    private static JsonNode read(String body) {
        try {
            return Documents.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the request has no text \"" + field + "\"");
        }
        return value.textValue();
    }
}

package io.pogo.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.pogo.ChildNotFoundException;
import io.pogo.ScopeClient;
import java.util.Map;
import java.util.function.BiConsumer;

/** The actions that the page can request: {@code {"verb": "move", "child": "monitor-1", "node": "node-b"}}. */
final class Verbs {
    private static final Map<String, BiConsumer<ScopeClient, JsonNode>> VERBS = Map.ofEntries(
            Map.entry(
                    "start",
                    (client, json) -> SpecFile.parse(
                                    "the request", json.path("spec").toString())
                            .forEach(client::startChild)),
            Map.entry("terminate", Verbs::terminate),
            Map.entry("pause", (client, json) -> client.pauseChild(text(json, "child"))),
            Map.entry("resume", (client, json) -> client.resumeChild(text(json, "child"))),
            Map.entry("restart", (client, json) -> client.restartChild(text(json, "child"))),
            Map.entry("move", (client, json) -> client.moveChild(text(json, "child"), text(json, "node"))),
            Map.entry("unpin", (client, json) -> client.unpinChild(text(json, "child"))),
            Map.entry("drain", (client, json) -> client.drain(text(json, "node"))),
            Map.entry("undrain", (client, json) -> client.undrain(text(json, "node"))),
            Map.entry("pause-rebalancing", (client, json) -> client.pauseRebalancing()),
            Map.entry("resume-rebalancing", (client, json) -> client.resumeRebalancing()));

    private final ScopeClient client;

    Verbs(ScopeClient client) {
        this.client = client;
    }

    void answer(Context request) {
        JsonNode json = read(request.body());
        BiConsumer<ScopeClient, JsonNode> verb = VERBS.get(text(json, "verb"));
        if (verb == null) {
            throw new IllegalArgumentException("\"verb\" is " + json.path("verb") + "; there is no such verb");
        }
        verb.accept(client, json);
        Answers.json(request, Documents.object());
    }

    private static void terminate(ScopeClient client, JsonNode json) {
        String child = text(json, "child");
        if (!client.terminateChild(child)) {
            throw new ChildNotFoundException(client.scope(), child);
        }
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

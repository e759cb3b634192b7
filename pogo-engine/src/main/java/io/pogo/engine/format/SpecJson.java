package io.pogo.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.Desired;
import io.pogo.core.Pin;
import io.pogo.engine.base.NodeIds;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reader and writer of the fields of a stored spec. Fields with their default value are not written, so that a
 * plain spec is short.
 */
final class SpecJson {
    static final String RUNNING = Json.word(Desired.RUNNING);

    /** The field with the name of the set that a child belongs to; a loose child has none. */
    static final String SET = "set";

    private SpecJson() {}

    /** Returns the fields of a new spec, which is to be run. */
    static ObjectNode write(ChildSpec spec) {
        ObjectNode json = Json.object();
        json.put("type", spec.type());
        json.set("arguments", Json.object(spec.arguments()));
        json.put("restart", Json.word(spec.restart()));
        json.put("maxRestarts", spec.maxRestarts());
        json.put("periodMs", spec.period().toMillis());
        json.put("shutdownMs", spec.shutdown().toMillis());
        writePlacement(spec, json);
        json.put("desired", RUNNING);
        json.put("revision", 1);
        return json;
    }

    static ChildSpec read(String id, ObjectNode json) throws BadData {
        int maxRestarts = Json.smallNumber(json, "maxRestarts");
        ChildSpec spec = ChildSpec.of(id, Json.text(json, "type"))
                .withArguments(Json.textMap(json, "arguments"))
                .withRestart(Json.word(Restart.class, json, "restart"))
                .withMaxRestarts(maxRestarts, Duration.ofMillis(Json.number(json, "periodMs")))
                .withShutdown(Duration.ofMillis(Json.number(json, "shutdownMs")));
        return readPlacement(spec, json);
    }

    static Desired desired(ObjectNode json) throws BadData {
        return Json.word(Desired.class, json, "desired");
    }

    static Optional<Pin> pin(ObjectNode json) throws BadData {
        JsonNode pin = json.get("pin");
        return pin == null
                ? Optional.empty()
                : Optional.of(new Pin(NodeIds.check(Json.text(pin, "node")), Json.hex(pin, "session")));
    }

    static @Nullable String set(ObjectNode json) throws BadData {
        return json.has(SET) ? ChildSet.checkName(Json.text(json, SET)) : null;
    }

    private static void writePlacement(ChildSpec spec, ObjectNode json) {
        if (!spec.requiredLabels().isEmpty()) {
            json.set("labels", Json.object(spec.requiredLabels()));
        }
        if (spec.weight() != 1) {
            json.put("weight", spec.weight());
        }
        if (spec.spreadGroup().isPresent()) {
            ObjectNode spread = json.putObject("spread");
            spread.put("group", spec.spreadGroup().get());
            spec.spreadLabel().ifPresent(label -> spread.put("label", label));
        }
        if (spec.keepCompleted()) {
            json.put("keepCompleted", true);
        }
    }

    private static ChildSpec readPlacement(ChildSpec plain, ObjectNode json) throws BadData {
        ChildSpec spec = plain;
        if (json.has("labels")) {
            spec = spec.withRequiredLabels(Json.textMap(json, "labels"));
        }
        if (json.has("weight")) {
            spec = spec.withWeight(Json.smallNumber(json, "weight"));
        }
        if (json.has("spread")) {
            JsonNode spread = json.path("spread");
            String group = Json.text(spread, "group");
            spec = spread.has("label")
                    ? spec.withSpreadGroup(group, Json.text(spread, "label"))
                    : spec.withSpreadGroup(group);
        }
        return json.has("keepCompleted") ? spec.withKeepCompleted(Json.truth(json, "keepCompleted")) : spec;
    }
}

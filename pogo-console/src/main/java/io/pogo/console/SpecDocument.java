package io.pogo.console;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A child spec as people write it: JSON, in which only {@code id} and {@code type} are needed.
 *
 * <pre>{@code
 * [{"id": "monitor-1", "type": "service-monitor", "arguments": {"ip": "10.0.0.1"}, "restart": "transient"}]
 * }</pre>
 */
record SpecDocument(
        @Nullable String id,
        @Nullable String type,
        @Nullable Map<String, String> arguments,
        @Nullable String restart,
        @Nullable Integer maxRestarts,
        @Nullable String period,
        @Nullable String shutdown,
        @Nullable Map<String, String> labels,
        @Nullable Integer weight,
        @Nullable String spreadGroup,
        @Nullable String spreadLabel,
        @Nullable Boolean keepCompleted) {
    private static final ObjectReader READER = Documents.MAPPER.readerFor(SpecDocument.class);

    /** Reads one spec; the rules of its values are not checked yet. */
    static SpecDocument read(ObjectNode json) {
        try {
            return READER.readValue(json);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException("a child spec has no field \"" + e.getPropertyName() + "\"", e);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException("the field \"" + field(e) + "\" has a value of the wrong kind", e);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be read", e);
        }
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    /** Returns a spec as JSON, without the fields that have their default. */
    static ObjectNode of(ChildSpec spec) {
        ChildSpec plain = ChildSpec.of(spec.id(), spec.type());
        ObjectNode json = Documents.object().put("id", spec.id()).put("type", spec.type());
        json.set("arguments", Documents.texts(spec.arguments()));
        json.put("restart", Text.words(spec.restart()));
        json.put("maxRestarts", spec.maxRestarts());
        json.put("period", spec.period().toMillis() + "ms");
        json.put("shutdown", spec.shutdown().toMillis() + "ms");
        if (!spec.requiredLabels().isEmpty()) {
            json.set("labels", Documents.texts(spec.requiredLabels()));
        }
        if (spec.weight() != plain.weight()) {
            json.put("weight", spec.weight());
        }
        spec.spreadGroup().ifPresent(group -> json.put("spreadGroup", group));
        spec.spreadLabel().ifPresent(label -> json.put("spreadLabel", label));
        if (spec.keepCompleted()) {
            json.put("keepCompleted", true);
        }
        return json;
    }

    /** The spec, checked. */
    ChildSpec spec() {
        if (id == null || type == null) {
            throw new IllegalArgumentException(
                    "a child spec needs an id and a type; this one has no " + (id == null ? "id" : "type"));
        }
        ChildSpec plain = ChildSpec.of(id, type);
        ChildSpec spec = plain.withArguments(orNone(arguments))
                .withRestart(restart == null ? plain.restart() : restart(restart))
                .withMaxRestarts(
                        Objects.requireNonNullElse(maxRestarts, plain.maxRestarts()), time(period, plain.period()))
                .withShutdown(time(shutdown, plain.shutdown()))
                .withRequiredLabels(orNone(labels))
                .withWeight(Objects.requireNonNullElse(weight, plain.weight()))
                .withKeepCompleted(Objects.requireNonNullElse(keepCompleted, plain.keepCompleted()));
        if (spreadGroup == null) {
            if (spreadLabel != null) {
                throw new IllegalArgumentException("child \"" + id + "\" has a spread label and no spread group");
            }
            return spec;
        }
        return spreadLabel == null ? spec.withSpreadGroup(spreadGroup) : spec.withSpreadGroup(spreadGroup, spreadLabel);
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> texts) {
        return texts == null ? Map.of() : new TreeMap<>(texts);
    }

    private static Duration time(@Nullable String text, Duration otherwise) {
        return text == null ? otherwise : Text.duration(text);
    }

    private static Restart restart(String text) {
        try {
            return Restart.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"restart\" is \"" + text + "\"; it is permanent, transient or temporary", e);
        }
    }
}

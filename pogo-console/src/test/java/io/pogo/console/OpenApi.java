package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, and a check of values against its schemas that takes no field that is not in them. */
final class OpenApi {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String JSON = "application/json";

    private final JsonNode root;

    /** The fields of all objects that were checked so far, as {@code Schema.field}. */
    private final Set<String> seen = new TreeSet<>();

    private final Set<String> absent = new TreeSet<>();

    private OpenApi(JsonNode root) {
        this.root = root;
    }

    static OpenApi read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            return new OpenApi(Documents.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An operation.
     *
     * @param parameters the names of the query parameters that it needs
     */
    record Operation(String method, String path, List<String> parameters, JsonNode json) {
        /** Returns the path, with a value for each parameter. */
        String request() {
            return path + (parameters.isEmpty() ? "" : "?" + String.join("=" + "node-a&", parameters) + "=node-a");
        }

        Set<Integer> statuses() {
            Set<Integer> statuses = new TreeSet<>();
            json.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        @Override
        public String toString() {
            return method + " " + path + " " + parameters;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    List<String> parameters = new ArrayList<>();
                    method.getValue().path("parameters").forEach(parameter -> {
                        assertThat(parameter.path("in").asText()).isEqualTo("query");
                        assertThat(parameter.path("required").asBoolean()).isTrue();
                        parameters.add(parameter.path("name").asText());
                    });
                    operations.add(new Operation(
                            method.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            parameters,
                            method.getValue()));
                }));
        return operations;
    }

    JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    /** Returns the names of the schemas of a request's body, each with its fields. */
    List<JsonNode> requests() {
        List<JsonNode> schemas = new ArrayList<>();
        root.at("/paths/~1api~1v1~1request/post/requestBody/content/application~1json/schema/oneOf")
                .forEach(reference -> schemas.add(resolved(reference)));
        return schemas;
    }

    /** Returns the values that a string may have. */
    static List<String> values(JsonNode schema) {
        List<String> values = new ArrayList<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        if (schema.has("const")) {
            values.add(schema.path("const").asText());
        }
        return values;
    }

    /** Checks the answer to an operation. */
    void checkAnswer(Operation operation, int status, JsonNode answer) {
        JsonNode response = resolved(operation.json().path("responses").path("" + status));
        check(answer, response.path("content").path(JSON).path("schema"), null);
    }

    /** Checks a value against a schema by name. */
    void check(JsonNode value, String schema) {
        check(value, schema(schema), schema);
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private void check(JsonNode value, JsonNode schema, @Nullable String name) {
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asText();
            assertThat(reference).startsWith(SCHEMAS);
            check(value, resolved(schema), reference.substring(SCHEMAS.length()));
            return;
        }
        if (schema.has("oneOf")) {
            JsonNode chosen = schema.path("oneOf").path(value.isNull() ? 1 : 0);
            assertThat(chosen.path("type").asText().equals("null"))
                    .as("null or not: %s", value)
                    .isEqualTo(value.isNull());
            if (!value.isNull()) {
                check(value, chosen, name);
            }
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> checkObject(value, schema, name);
            case "array" -> {
                assertThat(value.isArray()).as("an array: %s", value).isTrue();
                value.forEach(item -> check(item, schema.path("items"), name));
            }
            case "string" -> checkText(value, schema);
            case "integer" ->
                assertThat(value.isIntegralNumber()).as("a number: %s", value).isTrue();
            case "boolean" ->
                assertThat(value.isBoolean()).as("a boolean: %s", value).isTrue();
            default -> throw new AssertionError("a schema without a type: " + schema);
        }
    }

    private void checkObject(JsonNode value, JsonNode schema, @Nullable String name) {
        assertThat(value.isObject()).as("an object: %s", value).isTrue();
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject()) {
            value.forEach(field -> check(field, others, null));
            return;
        }
        if (!schema.has("properties")) {
            return;
        }
        schema.path("required")
                .forEach(field -> assertThat(value.has(field.asText()))
                        .as("%s in %s", field, value)
                        .isTrue());
        value.fieldNames().forEachRemaining(field -> {
            assertThat(schema.path("properties").has(field))
                    .as("%s.%s is documented", name, field)
                    .isTrue();
            seen.add(name + "." + field);
            check(value.path(field), schema.path("properties").path(field), null);
        });
        schema.path("properties").fieldNames().forEachRemaining(field -> {
            if (!value.has(field)) {
                absent.add(name + "." + field);
            }
        });
    }

    private static void checkText(JsonNode value, JsonNode schema) {
        assertThat(value.isTextual()).as("a text: %s", value).isTrue();
        List<String> values = values(schema);
        if (!values.isEmpty()) {
            assertThat(values).contains(value.textValue());
        }
        if (schema.has("pattern")) {
            assertThat(value.textValue())
                    .matches(Objects.requireNonNull(schema.path("pattern").textValue()));
        }
        if (schema.path("format").asText().equals("date-time")) {
            assertThat(Instant.parse(value.textValue())).isNotNull();
        }
    }

    /** Checks that each field of these schemas was in some value, and that those which are not required were absent. */
    void assertComplete(String... schemas) {
        for (String name : schemas) {
            JsonNode schema = schema(name);
            Set<String> required = new TreeSet<>();
            schema.path("required").forEach(field -> required.add(field.asText()));
            schema.path("properties").fieldNames().forEachRemaining(field -> {
                assertThat(seen).as("fields that were sent").contains(name + "." + field);
                assertThat(absent.contains(name + "." + field))
                        .as("%s.%s is absent at times, or else required", name, field)
                        .isNotEqualTo(required.contains(field));
            });
        }
    }
}

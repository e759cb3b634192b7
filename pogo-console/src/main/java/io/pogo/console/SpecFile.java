package io.pogo.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of child specs: one JSON object, or a list of them. A fault is reported with its line, and before any of the
 * specs is used.
 */
final class SpecFile {
    private SpecFile() {}

    /**
     * Reads a file.
     *
     * @param file the file; {@code -} is the standard input
     * @throws IllegalArgumentException if the file cannot be read, a spec breaks a rule, or two have the same id
     */
    static List<ChildSpec> read(Path file) {
        String name = nameOf(file);
        return parse(name, text(file, name));
    }

    /** Returns the name of a file, for messages. */
    static String nameOf(Path file) {
        return file.toString().equals("-") ? "the standard input" : file.toString();
    }

    /** Reads specs from a text. */
    static List<ChildSpec> parse(String name, String json) {
        try (JsonParser parser = Documents.MAPPER.createParser(json)) {
            boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
            List<ChildSpec> specs = isList ? list(name, parser) : single(name, parser);
            if (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                throw new IllegalArgumentException(place(name, line) + "more than one spec; write a list: [..., ...]");
            }
            return specs;
        } catch (JsonProcessingException e) {
            throw notJson(name, e);
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
    }

    /** Reads a list of specs, of which the parser has read the opening bracket. */
    static List<ChildSpec> list(String name, JsonParser parser) throws IOException {
        List<ChildSpec> specs = new ArrayList<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = parser.currentTokenLocation().getLineNr();
            ChildSpec spec = spec(name, line, parser.readValueAsTree());
            Integer first = lines.putIfAbsent(spec.id(), line);
            if (first != null) {
                throw new IllegalArgumentException(
                        place(name, line) + "child \"" + spec.id() + "\" is there twice, first in line " + first);
            }
            specs.add(spec);
        }
        return specs;
    }

    private static List<ChildSpec> single(String name, JsonParser parser) throws IOException {
        return parser.currentToken() == null
                ? List.of()
                : List.of(spec(name, parser.currentTokenLocation().getLineNr(), parser.readValueAsTree()));
    }

    /** Returns the failure for a text that is not JSON, with the line. */
    static IllegalArgumentException notJson(String name, JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        return new IllegalArgumentException(place(name, line) + "not JSON: " + e.getOriginalMessage(), e);
    }

    private static ChildSpec spec(String name, int line, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new IllegalArgumentException(
                    place(name, line) + "a child spec is an object like {\"id\": ..., \"type\": ...}");
        }
        try {
            return SpecDocument.read(object).spec();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place(name, line) + Text.reason(e), e);
        }
    }

    static String place(String name, int line) {
        return name + ", line " + line + ": ";
    }

    static String text(Path file, String name) {
        try {
            return file.toString().equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + Text.reason(e), e);
        }
    }
}

package io.pogo.engine.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The reader and writer of the JSON of znodes. Reading trusts nothing: all unexpected content is {@link BadData}. */
public final class Json {
    /**
     * The greatest length in bytes. The longest document that Pogo writes is a spec with 64 KiB of arguments, in which
     * each byte takes at most six.
     */
    private static final int MOST_BYTES = 512 * 1024;

    private static final int MOST_DEPTH = 8;
    private static final int MOST_DIGITS = 20;
    private static final int MOST_TEXTS = 1_000;
    private static final int MOST_TOKENS = 200_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(MOST_DEPTH)
                            .maxStringLength(MOST_BYTES)
                            .maxNameLength(MOST_BYTES)
                            .maxNumberLength(MOST_DIGITS)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writeValueAsString(object).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    public static ObjectNode parse(byte[] data) throws BadData {
        if (data.length > MOST_BYTES) {
            throw new BadData("has " + data.length + " bytes, more than any that Pogo writes");
        }
        try {
            if (MAPPER.readTree(data) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new BadData("is not JSON: " + firstLine(e));
        }
        throw new BadData("is not a JSON object");
    }

    public static String text(JsonNode object, String field) throws BadData {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new BadData("has no text \"" + field + "\"");
        }
        return value.textValue();
    }

    public static long number(JsonNode object, String field) throws BadData {
        JsonNode value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BadData("has no whole number \"" + field + "\"");
        }
        return value.longValue();
    }

    static int smallNumber(JsonNode object, String field) throws BadData {
        long value = number(object, field);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new BadData("\"" + field + "\" is " + value);
        }
        return (int) value;
    }

    static boolean truth(JsonNode object, String field) throws BadData {
        JsonNode value = object.path(field);
        if (!value.isBoolean()) {
            throw new BadData("has no true or false \"" + field + "\"");
        }
        return value.booleanValue();
    }

    static List<String> texts(JsonNode object, String field) throws BadData {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : object.path(field)) {
            if (texts.size() == MOST_TEXTS) {
                throw new BadData("\"" + field + "\" holds more than " + MOST_TEXTS + " texts");
            }
            if (!value.isTextual()) {
                throw new BadData("\"" + field + "\" holds something else than texts");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = object();
        texts.forEach(object::put);
        return object;
    }

    static Map<String, String> textMap(JsonNode object, String field) throws BadData {
        if (!(object.path(field) instanceof ObjectNode texts)) {
            throw new BadData("has no object \"" + field + "\"");
        }
        Map<String, String> map = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : texts.properties()) {
            map.put(entry.getKey(), text(texts, entry.getKey()));
        }
        return map;
    }

    /** Returns a ZooKeeper id as zkCli shows it: {@code 0x1f}. */
    public static String hex(long id) {
        return "0x" + Long.toHexString(id);
    }

    public static long hex(JsonNode object, String field) throws BadData {
        return id(text(object, field)).orElseThrow(() -> new BadData("\"" + field + "\" is not a hexadecimal id"));
    }

    /** Returns the ZooKeeper id in a text that {@link #hex(long)} wrote; empty if the text is anything else. */
    static Optional<Long> id(String text) {
        try {
            return text.startsWith("0x")
                    ? Optional.of(Long.parseUnsignedLong(text.substring(2), 16))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public static <E extends Enum<E>> E word(Class<E> words, JsonNode object, String field) throws BadData {
        String text = text(object, field);
        for (E word : words.getEnumConstants()) {
            if (word(word).equals(text)) {
                return word;
            }
        }
        throw new BadData("\"" + field + "\" has an unknown value");
    }

    public static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String firstLine(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse("");
    }
}

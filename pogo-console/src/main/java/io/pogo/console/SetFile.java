package io.pogo.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.pogo.ChildSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with a declared set: a list of child specs as in a {@link SpecFile}, or an object that also names the set.
 *
 * <pre>{@code
 * {"set": "feeds", "version": 7, "children": [{"id": "feed-a", "type": "feed"}]}
 * }</pre>
 *
 * @param set the name of the set, or null if the file does not say
 * @param version the version, or null if the file does not say
 * @param children the specs
 */
record SetFile(@Nullable String set, @Nullable Long version, List<ChildSpec> children) {
    /**
     * Reads a file.
     *
     * @param file the file; {@code -} is the standard input
     * @throws IllegalArgumentException if the file cannot be read or something in it is wrong, with the line
     */
    static SetFile read(Path file) {
        String name = SpecFile.nameOf(file);
        return parse(name, SpecFile.text(file, name));
    }

    static SetFile parse(String name, String json) {
        try (JsonParser parser = Documents.MAPPER.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IllegalArgumentException(
                        SpecFile.place(name, 1) + "there is nothing; a set without children is []");
            }
            return first == JsonToken.START_OBJECT
                    ? named(name, parser)
                    : new SetFile(null, null, SpecFile.parse(name, json));
        } catch (JsonProcessingException e) {
            throw SpecFile.notJson(name, e);
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
    }

    private static SetFile named(String name, JsonParser parser) throws IOException {
        String set = null;
        Long version = null;
        List<ChildSpec> children = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            JsonToken value = parser.nextToken();
            if (field.equals("set") && value == JsonToken.VALUE_STRING) {
                set = parser.getText();
            } else if (field.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
                version = parser.getLongValue();
            } else if (field.equals("children") && children == null && value == JsonToken.START_ARRAY) {
                children = SpecFile.list(name, parser);
            } else {
                throw new IllegalArgumentException(
                        SpecFile.place(name, line) + "\"" + field + "\" is not expected there;"
                                + " a set is {\"set\": \"NAME\", \"version\": N, \"children\": [...]}, or a list of"
                                + " child specs");
            }
        }
        if (children == null) {
            throw new IllegalArgumentException(SpecFile.place(name, 1) + "a set needs \"children\": [...]");
        }
        if (parser.nextToken() != null) {
            int line = parser.currentTokenLocation().getLineNr();
            throw new IllegalArgumentException(SpecFile.place(name, line) + "a file has one set; this is a second one");
        }
        return new SetFile(set, version, children);
    }
}

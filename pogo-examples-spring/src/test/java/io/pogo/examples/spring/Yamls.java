package io.pogo.examples.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The documents of YAML files, and what is in them. */
final class Yamls {
    private Yamls() {}

    static List<Map<String, Object>> read(Path file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml().loadAll(Files.readString(file)).forEach(document -> documents.add(map(document)));
        return documents;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    /** Returns the objects of a list; none if there is no list. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(@Nullable Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }

    /** Returns what is at the end of a path of names and indexes, such as {@code spec.containers.0.name}. */
    static @Nullable Object at(@Nullable Object value, String path) {
        Object found = value;
        for (String step : path.split("\\.", -1)) {
            if (found instanceof List<?> list) {
                found = list.get(Integer.parseInt(step));
            } else if (found instanceof Map<?, ?> map) {
                found = map.get(step);
            } else {
                return null;
            }
        }
        return found;
    }

    static String text(@Nullable Object value, String path) {
        return Objects.requireNonNull(at(value, path), path).toString();
    }
}

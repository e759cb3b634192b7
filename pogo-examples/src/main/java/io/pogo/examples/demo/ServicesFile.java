package io.pogo.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of services: one a line; empty lines and lines that begin with {@code #} mean nothing. */
final class ServicesFile {
    private ServicesFile() {}

    /**
     * Reads a file.
     *
     * @throws DemoException if there is no such file, or it holds something that is no service
     */
    static List<Service> read(Path file) {
        if (!Files.exists(file)) {
            throw new DemoException("There is no services file " + file.toAbsolutePath() + ".");
        }
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new DemoException("The services file " + file + " cannot be read as text: " + e + ".");
        }
    }

    static List<Service> parse(String file, List<String> lines) {
        Map<Service, Integer> lineOf = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                Integer before = lineOf.putIfAbsent(service(file, i + 1, text), i + 1);
                if (before != null) {
                    throw new DemoException(
                            file + ":" + (i + 1) + ": \"" + text + "\" is in line " + before + " already.");
                }
            }
        }
        if (lineOf.isEmpty()) {
            throw new DemoException("The services file " + file + " names no service.");
        }
        return new ArrayList<>(lineOf.keySet());
    }

    private static Service service(String file, int line, String text) {
        try {
            return Service.parse(text);
        } catch (IllegalArgumentException e) {
            throw new DemoException(
                    file + ":" + line + ": \"" + text + "\" is no service, because " + e.getMessage() + ".");
        }
    }
}

package io.pogo.engine.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The version of Pogo, from a file that the build fills in. If the classes were compiled in another way, there is no
 * version.
 */
public final class PogoVersion {
    private static final String FILE = "version.txt";

    private PogoVersion() {}

    public static Optional<String> read() {
        try (InputStream content = PogoVersion.class.getResourceAsStream(FILE)) {
            return content == null ? Optional.empty() : of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the version; empty if the build did not fill it in. */
    static Optional<String> of(String text) {
        return Optional.of(text.strip()).filter(version -> !version.isEmpty() && !version.startsWith("${"));
    }
}

package io.pogo.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each line that Pogo logs begins with the scope and the node: every call of a logger in the sources passes them first.
 */
class LogPrefixTest {
    private static final List<Path> SOURCES =
            List.of(Path.of("../pogo-engine/src/main/java/io/pogo"), Path.of("src/main/java/io/pogo"));
    private static final Pattern CALL =
            Pattern.compile("\\blog\\s*\\.(trace|debug|info|warn|error|atLevel)\\([^;]*;", Pattern.DOTALL);
    private static final Pattern PREFIXED = Pattern.compile(
            "log\\s*\\.(\\w+|atLevel\\(\\w+\\)\\s*\\.log)\\(\\s*\"\\{\\}[^;]*?\",\\s*[\\w.()]*logPrefix(\\(\\))?\\s*[,)].*",
            Pattern.DOTALL);

    @Test
    void every_call_of_a_logger_passes_the_scope_and_the_node_first() throws IOException {
        List<String> calls = calls();
        assertThat(calls)
                .hasSizeGreaterThan(50)
                .allMatch(call -> PREFIXED.matcher(withoutTexts(call)).matches());
    }

    private static List<String> calls() throws IOException {
        List<String> calls = new ArrayList<>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .flatMap(file -> CALL.matcher(withoutSemicolons(read(file)))
                                .results()
                                .map(MatchResult::group))
                        .forEach(calls::add);
            }
        }
        return calls;
    }

    private static String withoutSemicolons(String source) {
        return source.replaceAll("(\"[^\"\\n]*);([^\"\\n]*\")", "$1,$2");
    }

    /** A text in several pieces is one. */
    private static String withoutTexts(String call) {
        return call.replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

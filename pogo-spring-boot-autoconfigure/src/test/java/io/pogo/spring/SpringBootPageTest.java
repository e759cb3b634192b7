package io.pogo.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/spring-boot.md: its code compiles, and its table has every property of the metadata. */
class SpringBootPageTest {
    private static final Path PAGE = Path.of("..", "docs", "spring-boot.md");
    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile(
            "\"name\": \"(pogo\\.[a-z.-]+)\",\\s*\"type\": \"[^\"]*\",\\s*" + "\"description\": \"([^\"]+)\"");

    @TempDir
    private Path folder;

    @Test
    void the_code_compiles() throws IOException {
        String classes = JAVA_BLOCK
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"));
        assertThat(classes).contains("class ServiceMonitor", "class ChildTypes", "class Operations");
        Path source = Files.writeString(folder.resolve("Page.java"), """
                import io.pogo.*;
                import io.pogo.spring.*;
                import java.net.*;
                import java.time.Duration;
                import java.util.concurrent.Executors;
                import org.springframework.context.annotation.*;
                import org.springframework.stereotype.Component;

                %s
                """.formatted(classes));
        assertThat(compile(source)).isEmpty();
    }

    @Test
    void every_property_has_a_description_and_a_row() throws IOException {
        String page = Files.readString(PAGE);
        List<String> properties = PROPERTY.matcher(Files.readString(METADATA))
                .results()
                .map(property -> property.group(1))
                .toList();
        assertThat(properties)
                .hasSize(rows(page))
                .allSatisfy(property -> assertThat(page).contains("\n| `" + property + "` |"));
    }

    private static int rows(String page) {
        return (int) page.lines().filter(line -> line.startsWith("| `pogo.")).count();
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            compiler.getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        return problems.getDiagnostics();
    }
}

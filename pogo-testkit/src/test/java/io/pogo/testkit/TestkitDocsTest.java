package io.pogo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documents compiles. */
class TestkitDocsTest {
    private static final Path TESTING = Path.of("..", "docs", "testing.md");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(@Test\nvoid a_poller.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void the_example_compiles() throws IOException {
        Matcher block = EXAMPLE.matcher(Files.readString(TESTING));
        assertThat(block.find()).isTrue();
        Path source = Files.writeString(folder.resolve("PollerTest.java"), """
                import static org.assertj.core.api.Assertions.assertThat;
                import io.pogo.*;
                import io.pogo.testkit.*;
                import java.time.Duration;
                import org.junit.jupiter.api.Test;

                class PollerTest {
                %s
                    static class Poller implements Child {
                        @Override
                        public void run(ChildContext context) {}
                    }
                }
                """.formatted(block.group(1)));
        assertThat(compile(source)).isEmpty();
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

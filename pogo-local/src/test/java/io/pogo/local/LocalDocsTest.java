package io.pogo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

/** The documents say of local mode what is true. */
class LocalDocsTest {
    private static final Path TESTING = Path.of("..", "docs", "testing.md");
    private static final Path CONFIGURATION = Path.of("..", "docs", "configuration.md");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(class TakeoverTest.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void the_example_compiles() throws IOException {
        Matcher block = JAVA_BLOCK.matcher(Files.readString(TESTING));
        assertThat(block.find()).isTrue();
        Path source = Files.writeString(folder.resolve("TakeoverTest.java"), """
                import static org.awaitility.Awaitility.await;
                import io.pogo.*;
                import io.pogo.local.*;
                import org.junit.jupiter.api.Test;

                %s
                """.formatted(block.group(1)));
        assertThat(compile(source)).isEmpty();
    }

    @Test
    void each_option_is_one_of_a_node_on_zookeeper_but_the_store() throws IOException {
        String table = Files.readString(CONFIGURATION);
        List<String> options = Arrays.stream(LocalSupervisor.Builder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == LocalSupervisor.Builder.class)
                .map(method -> method.getName())
                .toList();
        assertThat(options)
                .hasSizeGreaterThan(15)
                .filteredOn(option -> !option.equals("store"))
                .allSatisfy(option -> assertThat(table).contains("\n| `" + option + "` |"));
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

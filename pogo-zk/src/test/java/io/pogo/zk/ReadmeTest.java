package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildRequests;
import io.pogo.ChildSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md says of the API is true. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** The first block is what an application does, the second one is a child of it, the third one what steers it. */
    @Test
    void the_usage_examples_compile() throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(3);
        Path source = Files.writeString(
                folder.resolve("Readme.java"), """
                import io.pogo.*;
                import io.pogo.zk.*;
                import java.net.InetAddress;
                import java.time.Duration;
                import java.util.List;

                class Readme {
                    static void main() {
                %s
                    }

                    static void steer() {
                %s
                    }

                %s
                }
                """.formatted(blocks.get(0), blocks.get(2), blocks.get(1)));
        assertThat(compile(source)).isEmpty();
    }

    @Test
    void every_option_of_the_builders_is_in_the_table() throws IOException {
        String readme = Files.readString(README);
        assertThat(options(ZooKeeperSupervisor.Builder.class))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(readme).contains("\n| `" + option + "` |"));
        assertThat(options(ZooKeeperScopeClient.Builder.class))
                .hasSize(11)
                .isSubsetOf(options(ZooKeeperSupervisor.Builder.class));
    }

    @Test
    void every_request_is_in_the_table() throws IOException {
        assertThat(Arrays.stream(ChildRequests.class.getDeclaredMethods())
                        .map(Method::getName)
                        .filter(name -> !name.endsWith("Async")))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(steering()).contains("`" + request + "`"));
    }

    private static String steering() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf("\n## Steer it");
        return readme.substring(begin, readme.indexOf("\n## ", begin + 1));
    }

    private static List<String> options(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .map(Method::getName)
                .distinct()
                .toList();
    }

    @Test
    void every_option_of_a_child_spec_is_in_the_table() throws IOException {
        List<String> rows = Files.readString(README)
                .lines()
                .filter(line -> line.startsWith("| `with"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .toList();
        assertThat(Arrays.stream(ChildSpec.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> name.startsWith("with")))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(rows).anyMatch(row -> row.contains("`" + option + "`")));
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options = List.of(
                    "-Xlint:all,-classfile,-path,-processing",
                    "-proc:none",
                    "-d",
                    folder.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            compiler.getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        return problems.getDiagnostics();
    }
}

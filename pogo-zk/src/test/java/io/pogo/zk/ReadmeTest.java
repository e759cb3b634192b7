package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildRequests;
import io.pogo.ChildSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md and the documents say of the API what is true, and their links lead somewhere. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path GUIDE = DOCS.resolve("guide.md");
    private static final Path CONFIGURATION = DOCS.resolve("configuration.md");
    private static final int MOST_LINES = 200;
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    @TempDir
    private Path folder;

    /** The README's first block is an application, the second one a child of it; the guide's steer it and declare. */
    @Test
    void the_usage_examples_compile() throws IOException {
        List<String> blocks = Stream.of(README, GUIDE)
                .flatMap(file -> JAVA_BLOCK.matcher(text(file)).results())
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(5);
        Path source = Files.writeString(folder.resolve("Readme.java"), """
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

                    static void declare(ScopeClient client) {
                %s
                    }

                %s
                }
                """.formatted(
                        blocks.get(0), blocks.get(2), blocks.get(3), blocks.get(1)));
        assertThat(compile(source)).isEmpty();
    }

    /** Code of libraries that are not on this class path is left out: ShedLock's and Helix's, before. */
    @Test
    void the_migration_examples_compile() throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(text(DOCS.resolve("migration.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> !block.contains("@SchedulerLock") && !block.contains("@StateModelInfo"))
                .toList();
        assertThat(blocks).hasSize(5);
        Path source = Files.writeString(folder.resolve("Migration.java"), """
                import io.pogo.*;
                import io.pogo.zk.*;
                import java.nio.charset.StandardCharsets;
                import java.time.Duration;
                import java.time.Instant;
                import java.util.List;
                import java.util.stream.IntStream;
                import org.apache.curator.framework.CuratorFramework;
                import org.apache.curator.framework.recipes.leader.LeaderLatch;
                import org.apache.curator.framework.recipes.leader.LeaderLatchListener;

                %s

                record FeedThread(String feed) {
                    void begin() {}

                    void end() {}
                }

                record FeedConnection(String feed) implements AutoCloseable {
                    @Override
                    public void close() {}
                }

                class Feed {
                    static void poll(String feed) {}
                }

                class Report {
                    static void write() {}
                }
                """.formatted(String.join("\n", blocks)));
        assertThat(compile(source)).isEmpty();
    }

    @Test
    void every_option_of_the_builders_is_in_the_table() throws IOException {
        String text = Files.readString(CONFIGURATION);
        assertThat(options(ZooKeeperSupervisor.Builder.class))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(text).contains("\n| `" + option + "` |"));
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
        String text = Files.readString(GUIDE);
        int begin = text.indexOf("\n## Steer it");
        return text.substring(begin, text.indexOf("\n## ", begin + 1));
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
        List<String> rows = Files.readString(CONFIGURATION)
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

    @Test
    void the_readme_is_read_in_one_sitting() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void every_link_within_the_documents_leads_somewhere() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(".."));
                Stream<Path> docs = Files.walk(DOCS)) {
            top.filter(ReadmeTest::isDocument).forEach(files::add);
            docs.filter(ReadmeTest::isDocument).forEach(files::add);
        }
        assertThat(files).hasSizeGreaterThan(10);
        assertThat(files.stream().flatMap(ReadmeTest::brokenLinks)).isEmpty();
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".md");
    }

    private static Stream<String> brokenLinks(Path file) {
        return LINK.matcher(text(file))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !leadsSomewhere(file, link))
                .map(link -> file + " has " + link);
    }

    private static boolean leadsSomewhere(Path file, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** Returns the anchors of a file's headings, as GitHub makes them. */
    private static Set<String> anchors(Path file) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

package io.pogo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example ends by itself, says what it promises, and logs nothing but crashes. */
class ExamplesIT {
    private static final Pattern LOG_LINE = Pattern.compile("[0-9:.]+ (WARN|ERROR) .*");

    @TempDir
    private Path folder;

    @Test
    void hello() throws Exception {
        assertThat(run(HelloMain.class))
                .contains(
                        "startChild: ACCEPTED",
                        "and again: ALREADY_PRESENT",
                        "  Hello, world, from node-a!",
                        "terminateChild: true",
                        "and again: false")
                .anyMatch(line -> line.startsWith("whichChildren: [greet-world RUNNING on node-a token 0x"));
    }

    @Test
    void initial_children() throws Exception {
        List<String> lines = run(InitialChildrenMain.class);

        assertThat(lines).hasSize(8);
        assertThat(lines.get(1)).startsWith("  node-a sees clock RUNNING on node-");
        assertThat(lines.get(4)).startsWith("  node-b sees heartbeat RUNNING on node-");
        assertThat(lines.get(7)).startsWith("  node-c sees heartbeat RUNNING on node-c");
    }

    @Test
    void transient_job() throws Exception {
        assertThat(run(TransientJobMain.class))
                .containsSubsequence(
                        "run 1 of import-2026-11",
                        "run 2 of import-2026-11",
                        "run 3 of import-2026-11",
                        "It has succeeded, and its spec is gone: Optional.empty")
                .doesNotContain("run 4 of import-2026-11")
                .anyMatch(line -> line.startsWith("event: COMPLETED"));
    }

    @Test
    void fenced_writer() throws Exception {
        assertThat(run(FencedWriterMain.class))
                .containsExactly(
                        "written: from node-a",
                        "written: from node-b",
                        "node-a, as if it had been frozen all the time, wakes up and writes:",
                        "refused: from node-a, too late");
    }

    @Test
    void guava_service() throws Exception {
        assertThat(run(GuavaServiceMain.class))
                .containsSubsequence("load takes a sample", "load takes a sample")
                .contains("terminateChild: true")
                .last()
                .isEqualTo("load shuts down");
    }

    private List<String> run(Class<?> main) throws Exception {
        try (JavaProcess process = JavaProcess.start(folder, main)) {
            int code = process.exitCode(Duration.ofSeconds(60));
            assertThat(process.err())
                    .filteredOn(LOG_LINE.asMatchPredicate())
                    .allMatch(line -> line.contains(" crashed: "));
            assertThat(code).isZero();
            assertThat(folder).isDirectoryNotContaining(ExamplesIT::isOfZooKeeper);
            return process.out();
        }
    }

    private static boolean isOfZooKeeper(Path file) {
        return file.getFileName().toString().contains("zookeeper");
    }
}

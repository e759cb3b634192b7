package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/pogo}, which starts the command line quickly. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final int FIRST_WITH_ARCHIVE = 19;
    private static final Path LAUNCHER = Path.of("..", "bin", "pogo");

    @TempDir
    private Path folder;

    private LiveScope scope;

    @BeforeEach
    void open() {
        scope = new LiveScope().node("a");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void it_passes_on_arguments_output_and_exit_code_at_the_first_call_and_later() throws Exception {
        scope.client().startChild(ChildSpec.of("a child", WORKER));
        scope.awaitRunning(1);

        for (int call = 0; call < 3; call++) {
            assertThat(run(folder.resolve("cache"), 0, "explain", "a child")).contains("RUNNING");
            assertThat(run(folder.resolve("cache"), ExitCode.NOT_FOUND.number(), "explain", "nobody"))
                    .contains("nobody");
        }
        if (Runtime.version().feature() >= FIRST_WITH_ARCHIVE) {
            try (Stream<Path> archives = Files.list(folder.resolve("cache"))) {
                assertThat(archives).hasSize(1);
            }
        }
    }

    @Test
    void it_works_where_it_can_keep_no_archive() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run(file.resolve("cache"), 0, "members")).contains("a ");
    }

    private String run(Path cache, int code, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "POGO_JAR", PogoJar.FILE.toAbsolutePath().toString(),
                        "POGO_CACHE", cache.toString(),
                        "POGO_CONNECT", scope.connectString(),
                        "POGO_SCOPE", scope.name()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(code);
        return out;
    }
}

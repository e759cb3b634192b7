package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script and the jar of the companion's image, as a user without a name who can write to one folder. */
@EnabledOnOs(OS.LINUX)
class CompanionImageIT {
    private static final Path MODULE = Path.of("..", "pogo-companion");
    private static final String USER = "USER ";

    private final CompanionScene scene = new CompanionScene();
    private Path folder;
    private Path run;
    private Path output;
    private @Nullable Process sidecar;

    /** Not below this repository, whose folders another user may not be allowed to enter. */
    @BeforeEach
    void begin() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "pogo-image-");
        run = Files.createDirectory(folder.resolve("run"));
        output = Files.createTempFile("pogo-sidecar-", ".out");
        Files.copy(MODULE.resolve("src/main/docker/entrypoint.sh"), folder.resolve("entrypoint.sh"));
        Files.copy(jar(), folder.resolve("companion.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
        stop();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void it_makes_the_secret_and_ends_the_session_of_a_killed_node_also_after_a_restart() throws Exception {
        for (int start = 1; start <= 2; start++) {
            sidecar = start();
            eventually().until(() -> Files.exists(run.resolve("companion.sock")) && output().contains("listens on"));
            Path secret = run.resolve("secret");
            assertThat(Files.readString(secret)).hasSizeGreaterThan(40);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            killNode("node-" + start, secret);
            stop();
        }
        assertThat(run.toFile().list()).containsExactlyInAnyOrder("secret", "companion.sock");
    }

    private void stop() throws InterruptedException {
        if (sidecar != null) {
            sidecar.destroyForcibly().waitFor();
        }
    }

    private void killNode(String id, Path secret) {
        RemoteNode node =
                scene.nodeWithSidecar(id, CompanionScene.ENDLESS, "unix:" + run.resolve("companion.sock"), secret);
        eventually().until(() -> node.output().contains("watches over"));
        String session = scene.sessionOf(node);
        node.kill();
        scene.awaitOver(session);
        eventually().until(() -> output().contains("ZooKeeper session " + session + " was ended after"));
    }

    /** As root a process may write everywhere, so it becomes the user of the image. */
    private Process start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            String user = user();
            String[] ids = user.split(":", -1);
            assertThat(new ProcessBuilder("chown", user, run.toString()).start().waitFor())
                    .isZero();
            command.addAll(List.of("setpriv", "--reuid=" + ids[0], "--regid=" + ids[1], "--clear-groups"));
        }
        command.addAll(List.of("sh", folder.resolve("entrypoint.sh").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("POGO_RUN", run.toString());
        builder.environment()
                .put("POGO_COMPANION_JAR", folder.resolve("companion.jar").toString());
        builder.environment().put("HOME", "/nonexistent");
        builder.environment()
                .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        return builder.start();
    }

    private String output() throws IOException {
        return Files.readString(output);
    }

    private static String user() throws IOException {
        return Files.readAllLines(MODULE.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith(USER))
                .findFirst()
                .orElseThrow()
                .substring(USER.length());
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(MODULE.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

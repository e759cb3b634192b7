package io.pogo.console;

import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command of the console's image, as a container runs it: by a user without a name, on a read-only folder. */
@EnabledOnOs(OS.LINUX)
class ImageIT {
    private static final Path DOCKERFILE = Path.of("Dockerfile");
    private static final String TOKEN = "a-token-for-the-image";

    private Path folder;

    /** Not below this repository, whose folders another user may not be allowed to enter. */
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "pogo-image-");
        Files.copy(PogoJar.FILE, folder.resolve("pogo.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @AfterEach
    void removeFolder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(folder.resolve("pogo.jar"));
        Files.delete(folder);
    }

    @Test
    void the_console_runs_as_another_user_on_a_read_only_file_system() throws Exception {
        int port = freePort();
        try (LiveScope scope = new LiveScope().node("a")) {
            Process console = start(scope, port);
            try {
                eventually()
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(health(port)).contains("\"zookeeper\":\"connected\""));
            } finally {
                console.destroyForcibly().waitFor();
            }
        }
    }

    /** As root a process may write everywhere, so it becomes the user of the image. */
    private Process start(LiveScope scope, int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            String[] user = text("USER ").split(":", -1);
            command.addAll(List.of("setpriv", "--reuid=" + user[0], "--regid=" + user[1], "--clear-groups"));
        }
        List<String> entry = words("ENTRYPOINT ");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-XX:TieredStopAtLevel=1"));
        command.addAll(entry.subList(1, entry.size() - 1));
        command.add(folder.resolve("pogo.jar").toString());
        command.addAll(List.of("--connect", scope.connectString(), "--scope", scope.name()));
        command.addAll(words("CMD "));
        command.addAll(List.of("--port", "" + port));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("POGO_CONSOLE_TOKEN", TOKEN);
        builder.environment().put("HOME", "/nonexistent");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String health(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static List<String> words(String instruction) throws IOException {
        List<String> words = new ArrayList<>();
        Documents.MAPPER.readTree(text(instruction)).forEach(word -> words.add(word.asText()));
        return words;
    }

    /** Returns the rest of the last line that begins with an instruction. */
    private static String text(String instruction) throws IOException {
        return Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> line.startsWith(instruction))
                .reduce((first, second) -> second)
                .orElseThrow()
                .substring(instruction.length());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

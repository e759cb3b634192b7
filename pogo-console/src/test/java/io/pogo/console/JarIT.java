package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, in a process of its own: in a pipe and in a terminal. */
class JarIT {
    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private LiveScope scope;

    @BeforeEach
    void open() {
        scope = new LiveScope().node("a");
    }

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        scope.close();
    }

    @Test
    void in_a_pipe_there_is_JSON_and_nothing_else() throws Exception {
        scope.client().startChild(ChildSpec.of("x", WORKER));
        scope.awaitRunning(1);

        PogoJar.Ended children = run("children", "--json");
        assertThat(children.exit()).isZero();
        assertThat(Documents.MAPPER.readTree(children.out()).at("/0/state").asText())
                .isEqualTo("RUNNING");
        assertThat(children.err()).isEmpty();
        assertThat(run("--version").out()).matches("pogo [0-9].*\n");
    }

    @Test
    void a_variable_that_is_set_to_nothing_counts_as_not_set() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(PogoJar.command(List.of(), List.of("status")));
        builder.environment()
                .putAll(Map.of("POGO_CONNECT", "", "POGO_SCOPE", "", "POGO_USER", "", "POGO_PASSWORD", ""));
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(text).contains("ZooKeeper at 127.0.0.1:2181");
    }

    @Test
    void in_a_pipe_nobody_is_asked_and_nothing_is_done_without_a_yes() throws Exception {
        scope.client().startChildren(specs(2));

        PogoJar.Ended declined = run("terminate", "--all");
        assertThat(declined.exit()).isEqualTo(ExitCode.DECLINED.number());
        assertThat(declined.err()).contains("say --yes");
        assertThat(scope.client().countChildren().specs()).isEqualTo(2);
        assertThat(run("terminate", "--all", "--yes").exit()).isZero();
        assertThat(run("explain", "child-0").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void in_a_terminal_there_is_a_question_and_a_bar() throws Exception {
        scope.client().startChildren(specs(60));
        String command = String.join(" ", command("terminate", "--all"));
        Process terminal = new ProcessBuilder(
                        "script", "-qec", command, folder.resolve("typescript").toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = terminal.getInputStream()) {
            assertThat(upTo(out, "[y/N]")).contains("Terminate 60 children in scope " + scope.name() + "?");
            terminal.getOutputStream().write("y\n".getBytes(StandardCharsets.UTF_8));
            terminal.getOutputStream().flush();
            assertThat(upTo(out, "60 children terminated")).contains("terminated [####", "] 60/60");
            out.readAllBytes();
        }
        assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(terminal.exitValue()).isZero();
        assertThat(scope.client().countChildren().specs()).isZero();
    }

    @Test
    void a_watch_whose_reader_has_gone_ends() throws Exception {
        Process watch = start("watch");
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            List<String> ids = new ArrayList<>();
            eventually(() -> {
                ids.add("x" + ids.size());
                scope.client().startChild(ChildSpec.of(ids.get(ids.size() - 1), WORKER));
                assertThat(lines.ready()).isTrue();
            });
            assertThat(lines.readLine()).contains("started", "x");
        }
        eventually(() -> {
            scope.client().restartChild("x0");
            assertThat(watch.isAlive()).isFalse();
        });
        assertThat(watch.exitValue()).isZero();
    }

    @Test
    void the_console_is_served_until_it_is_ended_keeps_given_tokens_to_itself_and_logs_requests() throws Exception {
        Path full = Files.writeString(folder.resolve("full"), "a-token-in-a-file-1234\n");
        Path read = Files.writeString(folder.resolve("read"), "dashboard a-token-that-may-look\n");
        Path err = folder.resolve("err");
        List<String> command =
                command("console", "--port", "0", "--token-file", full + "", "--read-token-file", read + "");
        Process console =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        processes.add(console);
        try (BufferedReader lines = console.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            assertThat(line).matches("The console of scope " + scope.name() + " is at http://127.0.0.1:[0-9]+/");
            URI site = URI.create(line.replaceFirst(".* at ", ""));
            assertThat(post(site, "a-token-in-a-file-1234")).isEqualTo(200);
            assertThat(post(site, "a-token-that-may-look")).isEqualTo(403);
            assertThat(post(site, "another-token-12345678")).isEqualTo(401);
        } finally {
            console.destroy();
        }
        assertThat(console.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(err)).hasSize(2).allMatch(line -> line.matches("\\{\"at\":.*\"verb\":.*}"));
        assertThat(Files.readString(err)).contains("\"token\":\"full\"", "\"token\":\"dashboard\"");
    }

    @Test
    void the_jar_has_its_licence_no_foreign_signature_and_all_services() throws Exception {
        try (JarFile jar = new JarFile(PogoJar.FILE.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("META-INF/LICENSE")
                    .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
            assertThat(jar.getEntry("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                    .isNotNull();
        }
    }

    private PogoJar.Ended run(String... arguments) throws Exception {
        return PogoJar.run(command(arguments));
    }

    private Process start(String... arguments) throws IOException {
        Process process = new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private List<String> command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--connect", scope.connectString(), "--scope", scope.name()));
        return PogoJar.command(List.of(), all);
    }

    private static int post(URI site, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(site.resolve("/api/v1/request"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"verb\":\"resume-rebalancing\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static List<ChildSpec> specs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of("child-" + i, WORKER))
                .toList();
    }

    private static String upTo(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int c = in.read();
            assertThat(c).as(read.toString()).isNotNegative();
            read.append((char) c);
        }
        return read.toString();
    }
}

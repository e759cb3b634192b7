package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.URIParameter;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.login.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, with {@code --client-properties}: what TLS and SASL need is in it. */
class SecureJarIT {
    @TempDir
    private static Path folder;

    private static SecureServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SecureServer(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private record Ended(int exit, String out, String err) {}

    private Ended run(List<String> jvm, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-jar", Path.of("target", "pogo.jar").toString()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    private static String[] with(String connect, String scope, Path properties, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--connect", connect, "--scope", scope, "--client-properties", properties.toString()));
        return all.toArray(String[]::new);
    }

    @Test
    void with_a_certificate_it_speaks_TLS() throws Exception {
        String connect = server.secureConnectString();
        Path properties = server.tlsProperties();
        try (DistributedSupervisor node = node(connect, "by-tls", properties)) {
            Ended started = run(List.of(), with(connect, "by-tls", properties, "start", "x", "--type", WORKER));
            assertThat(started.exit()).as(started.err()).isZero();
            node.whenRunning("x").join();
            assertThat(run(List.of(), with(connect, "by-tls", properties, "children"))
                            .out())
                    .contains("x      worker  running");
        }
        Ended plain = run(List.of(), "children", "--connect", connect, "--scope", "by-tls", "--timeout", "2s");
        assertThat(plain.exit()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(plain.err()).contains("does it want TLS");
    }

    @Test
    void as_a_user_of_SASL_it_has_a_scope_that_others_may_not_read() throws Exception {
        String connect = server.connectString();
        Path properties = server.saslProperties();
        List<String> jvm = List.of("-Djava.security.auth.login.config=" + server.jaas());
        Configuration.setConfiguration(Configuration.getInstance(
                "JavaLoginConfig", new URIParameter(server.jaas().toUri())));
        try (DistributedSupervisor node = node(connect, "by-sasl", properties)) {
            Ended started = run(jvm, with(connect, "by-sasl", properties, "start", "x", "--type", WORKER));
            assertThat(started.exit()).as(started.err()).isZero();
            node.whenRunning("x").join();
            assertThat(run(jvm, with(connect, "by-sasl", properties, "check")).out())
                    .isEqualTo("nothing: all fits\n");
        } finally {
            Configuration.setConfiguration(null);
        }
        Ended stranger = run(List.of(), "children", "--connect", connect, "--scope", "by-sasl");
        assertThat(stranger.exit()).isEqualTo(ExitCode.NOT_AUTHORIZED.number());
    }

    private static DistributedSupervisor node(String connect, String scope, Path properties) {
        return LiveScope.builder(connect, scope, "a")
                .clientProperties(properties)
                .start();
    }
}

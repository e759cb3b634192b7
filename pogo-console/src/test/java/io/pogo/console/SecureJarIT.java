package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
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

    private static PogoJar.Ended run(List<String> jvm, String connect, String scope, String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--connect", connect, "--scope", scope));
        return PogoJar.run(PogoJar.command(jvm, all));
    }

    @Test
    void with_a_certificate_it_speaks_TLS() throws Exception {
        String connect = server.secureConnectString();
        Path properties = server.tlsProperties();
        String[] with = {"--client-properties", properties.toString()};
        try (DistributedSupervisor node = node(connect, "by-tls", properties)) {
            PogoJar.Ended started = run(List.of(), connect, "by-tls", "start", "x", "--type", WORKER, with[0], with[1]);
            assertThat(started.exit()).as(started.err()).isZero();
            node.whenRunning("x").join();
            assertThat(run(List.of(), connect, "by-tls", "children", with[0], with[1])
                            .out())
                    .contains("x      worker  running");
        }
        PogoJar.Ended plain = run(List.of(), connect, "by-tls", "children", "--timeout", "2s");
        assertThat(plain.exit()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(plain.err()).contains("does it want TLS");
    }

    @Test
    void as_a_user_of_SASL_it_has_a_scope_that_others_may_not_read() throws Exception {
        String connect = server.connectString();
        Path properties = server.saslProperties();
        String[] with = {"--client-properties", properties.toString()};
        List<String> jvm = List.of("-Djava.security.auth.login.config=" + server.jaas());
        Configuration.setConfiguration(Configuration.getInstance(
                "JavaLoginConfig", new URIParameter(server.jaas().toUri())));
        try (DistributedSupervisor node = node(connect, "by-sasl", properties)) {
            PogoJar.Ended started = run(jvm, connect, "by-sasl", "start", "x", "--type", WORKER, with[0], with[1]);
            assertThat(started.exit()).as(started.err()).isZero();
            node.whenRunning("x").join();
            assertThat(run(jvm, connect, "by-sasl", "check", with[0], with[1]).out())
                    .isEqualTo("nothing: all fits\n");
        } finally {
            Configuration.setConfiguration(null);
        }
        PogoJar.Ended stranger = run(List.of(), connect, "by-sasl", "children");
        assertThat(stranger.exit()).isEqualTo(ExitCode.NOT_AUTHORIZED.number());
    }

    private static DistributedSupervisor node(String connect, String scope, Path properties) {
        return LiveScope.builder(connect, scope, "a")
                .clientProperties(properties)
                .start();
    }
}

package io.pogo.zk;

import static io.pogo.zk.CompanionScene.ENDLESS;
import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.server.NettyServerCnxnFactory;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.apache.zookeeper.server.auth.SASLAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Companions of nodes whose ZooKeeper lets in only those that have proven who they are. */
class CompanionSecurityIT {
    private static final String PASSWORD = "only-for-this-test";
    private static final String LONG_SESSIONS = "maxSessionTimeout=" + ENDLESS.toMillis();

    private final CompanionScene scene = new CompanionScene();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void tls_with_a_certificate_works_for_the_companion_too() throws Exception {
        Certificates certificates = new Certificates(folder, PASSWORD);
        for (String name : List.of("server", "member")) {
            certificates.make(name);
            certificates.trust("trusted", name);
        }
        int port = InstanceSpec.getRandomPort();
        try (ServerProcess server = ServerProcess.start(
                folder,
                List.of("-Dzookeeper.serverCnxnFactory=" + NettyServerCnxnFactory.class.getName()),
                List.of(
                        LONG_SESSIONS,
                        "secureClientPort=" + port,
                        "secureClientPortAddress=127.0.0.1",
                        "ssl.keyStore.location=" + certificates.store("server"),
                        "ssl.keyStore.password=" + PASSWORD,
                        "ssl.trustStore.location=" + certificates.store("trusted"),
                        "ssl.trustStore.password=" + PASSWORD))) {
            RemoteNode node = scene.node(
                    "node",
                    ENDLESS,
                    "-D" + NodeProcess.CONNECT + "=127.0.0.1:" + port,
                    "-Dzookeeper.client.secure=true",
                    "-Dzookeeper.clientCnxnSocket=" + ClientCnxnSocketNetty.class.getName(),
                    "-Dzookeeper.ssl.keyStore.location=" + certificates.store("member"),
                    "-Dzookeeper.ssl.keyStore.password=" + PASSWORD,
                    "-Dzookeeper.ssl.trustStore.location=" + certificates.store("trusted"),
                    "-Dzookeeper.ssl.trustStore.password=" + PASSWORD);
            assertThat(server.packets()).isPositive();
            assertTakenOver(node);
        }
    }

    @Test
    void sasl_works_for_the_companion_too() throws Exception {
        Path ofServer = Files.writeString(
                folder.resolve("server.conf"),
                "Server { " + DigestLoginModule.class.getName() + " required user_pogo=\"" + PASSWORD + "\"; };");
        Path ofNode = Files.writeString(
                folder.resolve("node.conf"),
                "Members { " + DigestLoginModule.class.getName() + " required username=\"pogo\" password=\"" + PASSWORD
                        + "\"; };");
        try (ServerProcess server = ServerProcess.start(
                folder,
                List.of(
                        "-Djava.security.auth.login.config=" + ofServer,
                        "-Dzookeeper.fips-mode=false",
                        "-Dzookeeper.sessionRequireClientSASLAuth=true",
                        "-Dzookeeper.authProvider.sasl=" + SASLAuthenticationProvider.class.getName()),
                List.of(LONG_SESSIONS))) {
            RemoteNode node = scene.node(
                    "node",
                    ENDLESS,
                    "-D" + NodeProcess.CONNECT + "=" + server.connectString(),
                    "-Djava.security.auth.login.config=" + ofNode,
                    "-Dzookeeper.fips-mode=false",
                    "-Dzookeeper.sasl.clientconfig=Members");
            assertTakenOver(node);
        }
    }

    /** By the companion's word, which it gives when ZooKeeper has told it that there is no such session any more. */
    private void assertTakenOver(RemoteNode node) throws IOException {
        assertThat(toldToEveryone(node.companion())).doesNotContain(PASSWORD);
        node.kill();
        eventually().untilAsserted(() -> assertThat(node.output()).contains("was ended after"));
        scene.awaitNoCompanion();
    }

    /** Its command line and its environment. */
    private static String toldToEveryone(ProcessHandle process) throws IOException {
        Path of = Path.of("/proc", Long.toString(process.pid()));
        return Files.readString(of.resolve("cmdline")) + Files.readString(of.resolve("environ"));
    }
}

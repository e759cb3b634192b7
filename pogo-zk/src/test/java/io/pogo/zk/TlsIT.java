package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.NotAuthorizedException;
import io.pogo.ScopeClient;
import io.pogo.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on both sides, with certificates that are made here. */
class TlsIT {
    private static final String PASSWORD = "store-password";
    private static final int CUTS = 10;

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static ServerProcess server;
    private static String secure;

    private SecureScope scope;

    /** The server trusts the members' certificate, which all of them share, and the members the server's. */
    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("password"), PASSWORD);
        certificates = new Certificates(folder, PASSWORD);
        for (String name : List.of("server", "members", "stranger")) {
            certificates.make(name);
        }
        certificates.trust("by-server", "members");
        certificates.trust("by-members", "server");
        certificates.trust("by-mistaken", "stranger");
        int port = InstanceSpec.getRandomPort();
        secure = "127.0.0.1:" + port;
        server = startServer(folder, port, "server");
    }

    private static ServerProcess startServer(Path home, int port, String key, String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("-Dzookeeper.serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory");
        return ServerProcess.start(
                home,
                options,
                List.of(
                        "secureClientPort=" + port,
                        "secureClientPortAddress=127.0.0.1",
                        "ssl.keyStore.location=" + certificates.store(key),
                        "ssl.keyStore.passwordPath=" + folder.resolve("password"),
                        "ssl.trustStore.location=" + certificates.store("by-server"),
                        "ssl.trustStore.passwordPath=" + folder.resolve("password")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        scope = new SecureScope(server, secure);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void members_with_a_certificate_share_a_scope_that_is_theirs_alone() throws Exception {
        DistributedSupervisor a =
                scope.join("a", builder -> builder.clientProperties(properties("members", "by-members")));
        scope.join("b", builder -> builder.clientProperties(properties("members", "by-members")));
        a.startChildren(Fleet.specs("c", 6));
        scope.awaitRunning(6);
        try (ScopeClient client = scope.client()
                .clientProperties(properties("members", "by-members"))
                .connect()) {
            assertThat(client.whichChildren()).hasSize(6);
            assertThat(ScopeAcls.isClosed(client)).isTrue();
            assertThat(ScopeAcls.open(client)).isEmpty();
        }
        assertThatThrownBy(() -> ZooKeeperScopeClient.builder()
                        .connectString(server.connectString())
                        .scope(scope.path("").substring("/pogo/".length()))
                        .connect())
                .isInstanceOf(NotAuthorizedException.class);
    }

    /**
     * Most images of containers announce the plain port, also beside one for TLS: following that would end in a plain
     * client.
     */
    @Test
    void a_plain_port_that_the_servers_announce_is_not_followed() throws Exception {
        int port = InstanceSpec.getRandomPort();
        Path home = Files.createDirectory(folder.resolve("announcing"));
        try (ServerProcess announcing = startServer(home, port, "server", "-Dzookeeper.skipACL=yes");
                Relay relay = new Relay(port)) {
            EnsembleIT.announce(announcing, announcing.connectString());
            Workers workers = new Workers();
            try (DistributedSupervisor node = scope.builder("a")
                    .connectString(relay.connectString())
                    .clientProperties(properties("members", "by-members"))
                    .childType("counted", workers::worker)
                    .start()) {
                node.startChild(ChildSpec.of("c", "counted"));
                TestScope.eventually(() -> assertThat(workers.running()).containsExactly("c"));
                for (int i = 0; i < CUTS; i++) {
                    relay.drop();
                    assertThat(node.findSpec("c")).isPresent();
                }
                assertThat(workers.runs()).hasSize(1);
            }
        }
    }

    @Test
    void a_certificate_that_the_server_does_not_trust_is_told_as_that() throws Exception {
        assertFails(scope.builder("a").clientProperties(properties("stranger", "by-members")), "TLS handshake");
    }

    @Test
    void a_server_whose_certificate_is_not_trusted_is_told_as_that() throws Exception {
        assertFails(
                scope.builder("a").clientProperties(properties("members", "by-mistaken")),
                "TLS handshake with " + secure + " fails: ");
    }

    @Test
    void a_server_whose_certificate_is_for_another_host_is_told_as_that() throws Exception {
        certificates.make("elsewhere", "dns:zk.elsewhere");
        certificates.trust("by-members", "elsewhere");
        int port = InstanceSpec.getRandomPort();
        try (ServerProcess elsewhere =
                startServer(Files.createDirectory(folder.resolve("of-elsewhere")), port, "elsewhere")) {
            assertFails(
                    elsewhere,
                    scope.builder("a")
                            .connectString("127.0.0.1:" + port)
                            .clientProperties(properties("members", "by-members")),
                    "the TLS handshake with 127.0.0.1:" + port + " fails: ",
                    "No subject alternative");
        }
    }

    @Test
    void a_plain_client_on_a_port_for_tls_is_told_so() {
        assertFails(scope.builder("a"), "does it want TLS");
    }

    @Test
    void a_key_store_with_another_password_is_told_without_the_password() throws Exception {
        Path properties = SecureScope.properties(
                folder.resolve("bad.properties"),
                "zookeeper.client.secure=true",
                "zookeeper.ssl.keyStore.location=" + certificates.store("members"),
                "zookeeper.ssl.keyStore.password=guessed-password",
                "zookeeper.ssl.trustStore.location=" + certificates.store("by-members"),
                "zookeeper.ssl.trustStore.password=" + PASSWORD);
        assertThatThrownBy(() -> scope.builder("a")
                        .clientProperties(properties)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .start())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("the key store or the trust store cannot be used")
                .hasMessageNotContaining("guessed-password")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void no_log_line_has_the_password_of_a_store() throws Exception {
        try (LoggedEvents logs = LoggedEvents.everything()) {
            scope.join("a", builder -> builder.clientProperties(properties("members", "by-members")))
                    .startChildren(Fleet.specs("c", 2));
            scope.join(
                    "told",
                    builder -> builder.clientProperties(SecureScope.properties(
                            folder.resolve("told.properties"),
                            "zookeeper.client.secure=true",
                            "zookeeper.ssl.keyStore.location=" + certificates.store("members"),
                            "zookeeper.ssl.keyStore.password=" + PASSWORD,
                            "zookeeper.ssl.trustStore.location=" + certificates.store("by-members"),
                            "zookeeper.ssl.trustStore.password=" + PASSWORD)));
            scope.awaitRunning(2);
            assertThatThrownBy(() -> scope.builder("b")
                            .clientProperties(properties("stranger", "by-members"))
                            .connectionTimeout(Duration.ofSeconds(2))
                            .start())
                    .isInstanceOf(UnavailableException.class);
            assertThat(logs.texts()).hasSizeGreaterThan(100).noneMatch(text -> text.contains(PASSWORD));
        }
    }

    private static void assertFails(ZooKeeperSupervisor.Builder builder, String message) {
        assertFails(server, builder, message);
    }

    private static void assertFails(ServerProcess asked, ZooKeeperSupervisor.Builder builder, String... messages) {
        long before = asked.packets();
        assertThatThrownBy(
                        () -> builder.connectionTimeout(Duration.ofSeconds(2)).start())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll(messages)
                .hasMessageNotContaining(PASSWORD);
        assertThat(asked.packets() - before).isLessThan(50);
    }

    private static Path properties(String key, String trust) {
        return SecureScope.properties(
                folder.resolve(key + "-" + trust + ".properties"),
                "zookeeper.client.secure=true",
                "zookeeper.ssl.keyStore.location=" + certificates.store(key),
                "zookeeper.ssl.keyStore.passwordPath=" + folder.resolve("password"),
                "zookeeper.ssl.trustStore.location=" + certificates.store(trust),
                "zookeeper.ssl.trustStore.passwordPath=" + folder.resolve("password"));
    }
}

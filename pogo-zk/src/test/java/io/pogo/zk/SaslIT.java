package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.DistributedSupervisor;
import io.pogo.NotAuthorizedException;
import io.pogo.ScopeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SASL with DIGEST-MD5, against a ZooKeeper that knows one user. */
class SaslIT {
    private static final String RIGHT = "S3cret-marker-of-the-members";
    private static final String WRONG = "S3cret-marker-that-is-wrong";
    private static final Map<String, Map<String, String>> SECTIONS = Map.of(
            "Members", Map.of("username", "pogo", "password", RIGHT),
            "Forgetful", Map.of("username", "pogo", "password", WRONG));

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    private SecureScope scope;

    @BeforeAll
    static void start() throws Exception {
        Path jaas = Files.writeString(
                folder.resolve("jaas.conf"),
                "Server { " + DigestLoginModule.class.getName() + " required user_pogo=\"" + RIGHT + "\"; };");
        server = ServerProcess.start(
                folder,
                List.of(
                        "-Djava.security.auth.login.config=" + jaas,
                        "-Dzookeeper.fips-mode=false",
                        "-Dzookeeper.authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider"),
                List.of());
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String section) {
                Map<String, String> options = SECTIONS.get(section);
                return options == null
                        ? null
                        : new AppConfigurationEntry[] {
                            new AppConfigurationEntry(
                                    DigestLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options)
                        };
            }
        });
    }

    @AfterAll
    static void stop() {
        Configuration.setConfiguration(null);
        server.close();
    }

    @BeforeEach
    void open() {
        scope = new SecureScope(server, server.connectString());
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void members_with_the_right_password_share_a_scope_that_is_theirs_alone() throws Exception {
        DistributedSupervisor a = scope.join("a", as("Members"));
        scope.join("b", as("Members"));
        a.startChildren(Fleet.specs("c", 6));
        scope.awaitRunning(6);
        try (ScopeClient client =
                scope.client().clientProperties(properties("Members")).connect()) {
            assertThat(client.whichChildren()).hasSize(6);
            assertThat(ScopeAcls.open(client)).isEmpty();
        }
        assertThatThrownBy(() -> scope.client().connect())
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("no permission at");
        try (CuratorFramework nobody = Nobody.at(server.connectString())) {
            assertThat(nobody.checkExists().forPath("/pogo")).isNotNull();
            assertThatThrownBy(() -> nobody.getData().forPath(scope.path("/layout")))
                    .hasMessageContaining("NoAuth");
        }
        ACL members = new ACL(Perms.ALL, new Id("sasl", "pogo"));
        try (CuratorFramework nobody = Nobody.at(server.connectString())) {
            assertThat(nobody.getACL().forPath("/pogo")).contains(members);
        }
    }

    @Test
    void no_log_line_has_a_password_whether_it_is_right_or_wrong() throws Exception {
        try (LoggedEvents logs = LoggedEvents.everything()) {
            scope.join("a", as("Members")).startChildren(Fleet.specs("c", 2));
            scope.awaitRunning(2);
            assertThatThrownBy(() -> as("Forgetful").apply(scope.builder("b")).start())
                    .isInstanceOf(NotAuthorizedException.class);
            assertThat(logs.texts())
                    .hasSizeGreaterThan(100)
                    .noneMatch(text -> text.contains(RIGHT) || text.contains(WRONG));
        }
    }

    @Test
    void a_wrong_password_is_told_soon_and_asks_little_of_the_server() throws Exception {
        scope.join("a", as("Members")).startChildren(Fleet.specs("c", 2));
        scope.awaitRunning(2);
        long before = server.packets();
        assertThatThrownBy(() -> as("Forgetful")
                        .apply(scope.builder("b"))
                        .connectionTimeout(Duration.ofSeconds(10))
                        .start())
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("does not accept the SASL credentials")
                .hasMessageNotContaining(WRONG);
        assertThat(server.packets() - before).isLessThan(200);
        scope.awaitRunning(2);
    }

    @Test
    void a_login_section_that_is_missing_is_told() {
        assertThatThrownBy(() -> as("Missing").apply(scope.builder("b")).start())
                .isInstanceOf(NotAuthorizedException.class);
    }

    private static UnaryOperator<ZooKeeperSupervisor.Builder> as(String section) {
        return builder -> builder.clientProperties(properties(section));
    }

    private static Path properties(String section) {
        return SecureScope.properties(
                folder.resolve(section),
                "zookeeper.sasl.client=true",
                "zookeeper.sasl.clientconfig=" + section,
                "zookeeper.fips-mode=false");
    }
}

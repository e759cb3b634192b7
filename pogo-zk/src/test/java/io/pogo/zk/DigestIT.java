package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.NotAuthorizedException;
import io.pogo.Ownership;
import io.pogo.PogoException;
import io.pogo.RequestRefusedException;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Digest authentication, against a real ZooKeeper. */
class DigestIT {
    private static final String SECRET = "S3cret-marker-of-the-members";
    private static final String READERS_SECRET = "S3cret-marker-of-the-readers";

    @TempDir
    private Path folder;

    private Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void every_znode_of_a_scope_is_its_members_and_its_readers_and_nobody_elses(Ownership ownership) throws Exception {
        fleet.close();
        fleet = new Fleet(ownership);
        DistributedSupervisor a = join("a");
        join("b");
        a.startChildren(Fleet.specs("c", 4));
        a.startChild(ChildSpec.of("saving", "saving"));
        a.startChild(ChildSpec.of("failing", "failing"));
        a.drain("b");
        fleet.awaitRunning(4);
        try (CuratorFramework members = client("pogo:" + SECRET)) {
            Map<String, List<ACL>> acls = eventually()
                    .until(
                            () -> acls(members),
                            found -> Stream.of("/checkpoints/", "/failing", "/draining/", "/owners/")
                                    .allMatch(kind -> found.keySet().stream().anyMatch(path -> path.contains(kind))));
            List<ACL> expected = List.of(
                    new ACL(Perms.ALL, digest("pogo:" + SECRET)),
                    new ACL(Perms.READ, digest("dashboard:" + READERS_SECRET)));
            assertThat(acls).allSatisfy((path, acl) -> assertThat(acl).containsExactlyInAnyOrderElementsOf(expected));
        }
        a.undrain("b");
        a.terminateChild("failing");
    }

    @Test
    void a_reader_lists_and_changes_nothing_and_who_is_neither_is_not_let_in() throws Exception {
        DistributedSupervisor a = join("a");
        a.startChildren(Fleet.specs("c", 3));
        fleet.awaitRunning(3);
        try (ScopeClient reader =
                client().digest("dashboard", () -> READERS_SECRET).connect()) {
            assertThat(reader.whichChildren()).hasSize(3);
            assertThat(reader.members()).hasSize(1);
            assertRefused(() -> reader.startChild(ChildSpec.of("new", "worker")), "child new");
            assertRefused(() -> reader.terminateChild("c0"), "c0");
            assertRefused(() -> reader.pauseChild("c0"), "c0");
            assertRefused(() -> reader.drain("a"), "a");
        }
        assertRefused(() -> client().connect(), "no permission at");
        assertRefused(() -> client().digest("pogo", () -> "wrong").connect(), "no permission at");
        fleet.awaitRunning(3);
    }

    @Test
    void a_node_with_the_wrong_password_is_refused_at_its_start_and_leaves_nothing() throws Exception {
        join("a").startChildren(Fleet.specs("c", 2));
        fleet.awaitRunning(2);
        int before = fleet.zk().sessions().size();
        assertRefused(() -> fleet.builder("b").digest("pogo", () -> "wrong").start(), "joining the scope was refused");
        assertRefused(() -> fleet.builder("b").start(), "joining the scope was refused");
        eventually().until(() -> fleet.zk().sessions().size() == before);
        assertThat(fleet.workers().running()).hasSize(2);
    }

    @Test
    void a_password_file_is_as_good_and_a_missing_password_is_told_at_once() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), SECRET + "\r\n");
        fleet.join("a", fleet.builder("a").digest("pogo", file)).startChildren(Fleet.specs("c", 2));
        join("b");
        eventually().until(() -> fleet.workers().countOn("b") == 1);
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> fleet.builder("x").digest("pogo", missing).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> fleet.builder("x").digest("pogo", () -> "").start())
                .hasMessage("there is no password for user pogo");
    }

    @Test
    void a_client_of_the_users_with_its_own_acls_makes_all_znodes_with_them() throws Exception {
        List<ACL> own =
                Arrays.asList(new ACL(Perms.ALL, digest("app:" + SECRET)), new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE));
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(fleet.zk().connectString())
                .sessionTimeoutMs(2_000)
                .retryPolicy(new RetryOneTime(100))
                .authorization("digest", ("app:" + SECRET).getBytes(StandardCharsets.UTF_8))
                .aclProvider(new ACLProvider() {
                    @Override
                    public List<ACL> getDefaultAcl() {
                        return Ids.OPEN_ACL_UNSAFE;
                    }

                    @Override
                    public List<ACL> getAclForPath(String path) {
                        return path.startsWith("/pogo/") ? own : getDefaultAcl();
                    }
                })
                .build();
        try (client) {
            client.start();
            assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            fleet.join("a", fleet.quick("a").client(client).childType("worker", fleet.workers()::worker))
                    .startChildren(Fleet.specs("c", 3));
            fleet.awaitRunning(3);
            assertThat(acls(client))
                    .isNotEmpty()
                    .allSatisfy((path, acl) -> assertThat(acl).isEqualTo(own));
            fleet.leave("a");
        }
    }

    @Test
    void no_log_line_no_exception_and_no_text_of_an_object_has_the_secret() throws Exception {
        List<String> texts = new ArrayList<>();
        try (LoggedEvents logs = LoggedEvents.everything()) {
            ZooKeeperSupervisor.Builder builder = members("a");
            DistributedSupervisor a = fleet.join("a", builder);
            a.startChildren(Fleet.specs("c", 2));
            fleet.awaitRunning(2);
            fleet.zk().server().restart();
            a.terminateChild("c0");
            fleet.awaitRunning(1);
            texts.add(String.valueOf((Object) builder));
            texts.add(a.toString());
            texts.add(failure(
                    () -> fleet.builder("b").digest("pogo", () -> SECRET + "!").start()));
            fleet.leave("a");
            texts.addAll(logs.texts());
        }
        assertThat(texts).hasSizeGreaterThan(100).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void a_scope_that_was_begun_in_the_open_is_found_out_and_closed_while_it_runs() throws Exception {
        DistributedSupervisor a = fleet.join("a");
        a.startChildren(Fleet.specs("c", 4));
        fleet.awaitRunning(4);
        try (ScopeClient anonymous = client().connect()) {
            assertThat(ScopeAcls.isClosed(anonymous)).isFalse();
            assertThat(ScopeAcls.open(anonymous))
                    .contains(fleet.path(""), fleet.path("/layout"), fleet.path("/members/a"));
            assertThatThrownBy(() -> ScopeAcls.tighten(anonymous))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("open to the world");
        }
        DistributedSupervisor b = join("b");
        fleet.leave("a");
        fleet.awaitRunning(4);

        assertThat(ScopeAcls.isClosed(b)).isTrue();
        int open = ScopeAcls.open(b).size();
        assertThat(ScopeAcls.tighten(b)).isEqualTo(open).isGreaterThan(10);

        assertThat(ScopeAcls.open(b)).isEmpty();
        assertRefused(() -> client().connect(), "no permission at");
        b.startChild(ChildSpec.of("later", "worker"));
        b.terminateChild("c0");
        eventually()
                .until(() -> fleet.workers().running().contains("later")
                        && !fleet.workers().running().contains("c0"));
    }

    private static String failure(Runnable call) {
        try {
            call.run();
        } catch (PogoException e) {
            return e + " " + e.getCause();
        }
        throw new AssertionError("it was let in");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(NotAuthorizedException.class).hasMessageContaining(message);
    }

    private DistributedSupervisor join(String nodeId) throws Exception {
        return fleet.join(nodeId, members(nodeId));
    }

    private ZooKeeperSupervisor.Builder members(String nodeId) throws Exception {
        return fleet.builder(nodeId)
                .digest("pogo", () -> SECRET)
                .readableBy("digest", digest("dashboard:" + READERS_SECRET).getId())
                .childType("saving", context -> run -> {
                    run.checkpoint().save(new byte[] {1});
                    Thread.currentThread().join();
                })
                .childType("failing", context -> run -> {
                    throw new IllegalStateException("fails");
                });
    }

    private ZooKeeperScopeClient.Builder client() {
        return ZooKeeperScopeClient.builder()
                .connectString(fleet.zk().connectString())
                .scope(fleet.scope());
    }

    private CuratorFramework client(String identity) {
        CuratorFramework made = CuratorFrameworkFactory.builder()
                .connectString(fleet.zk().connectString())
                .retryPolicy(new RetryOneTime(100))
                .authorization("digest", identity.getBytes(StandardCharsets.UTF_8))
                .build();
        made.start();
        return made;
    }

    private static Id digest(String identity) throws Exception {
        return new Id("digest", DigestAuthenticationProvider.generateDigest(identity));
    }

    /** All znodes of the scope, itself included, with their ACLs; without those that go away while they are read. */
    private Map<String, List<ACL>> acls(CuratorFramework as) throws Exception {
        Map<String, List<ACL>> found = new HashMap<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(fleet.path("")));
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            try {
                List<ACL> acl = as.getACL().forPath(path);
                as.getChildren().forPath(path).forEach(name -> waiting.add(path + "/" + name));
                found.put(path, acl);
            } catch (KeeperException.NoNodeException e) {
                // A child is moving, or was terminated: nobody has this znode any more.
            }
        }
        return found;
    }
}

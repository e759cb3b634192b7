package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.NotAuthorizedException;
import io.pogo.Ownership;
import io.pogo.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Somebody takes permissions from the members while they work, and gives them back. */
class PermissionIT {
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    /** Two nodes prove their leases nine times in that while, twice a ping, and look at what is denied. */
    private static final int FEW = 150;

    private Fleet fleet = new Fleet();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.pogo");
    private CuratorFramework admin;
    private DistributedSupervisor a;
    private DistributedSupervisor b;

    @BeforeEach
    void begin() {
        begin(TestScope.OWNERSHIP);
    }

    private void begin(Ownership ownership) {
        fleet.close();
        fleet = new Fleet(ownership);
        logged.start();
        logger.addAppender(logged);
        admin = CuratorFrameworkFactory.builder()
                .connectString(fleet.zk().connectString())
                .retryPolicy(new RetryOneTime(100))
                .authorization(List.of(
                        new AuthInfo("digest", "pogo:secret".getBytes(StandardCharsets.UTF_8)),
                        new AuthInfo("digest", "admin:secret".getBytes(StandardCharsets.UTF_8))))
                .build();
        admin.start();
        a = fleet.join("a", node("a"));
        b = fleet.join("b", node("b"));
        a.startChildren(Fleet.specs("c", 6));
        fleet.awaitRunning(6);
        eventually().until(() -> fleet.workers().countOn("b") == 3);
    }

    private ZooKeeperSupervisor.Builder node(String id) {
        return fleet.builder(id).digest("pogo", () -> "secret").drainTimeout(Duration.ofSeconds(2));
    }

    @AfterEach
    void end() {
        logger.detachAppender(logged);
        admin.close();
        fleet.close();
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("this is a bug in Pogo"));
    }

    @Test
    void a_spec_that_may_not_be_read_is_shown_and_keeps_its_child_running_and_all_others_go_on() throws Exception {
        String id = on("b");
        String path = fleet.path("/children/") + bucketAnd(id);
        int runs = fleet.workers().runs().size();
        seal(path);
        admin.setData().forPath(path, admin.getData().forPath(path));

        a.startChild(ChildSpec.of("new", "worker"));
        fleet.awaitRunning(7);
        assertThat(a.whichChildren(View.GLOBAL))
                .hasSize(7)
                .anyMatch(child -> child.id().equals(id));
        assertThatThrownBy(() -> a.restartChild(id))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining(path);

        fleet.leave("a"); // b is the planner then, and has never seen the spec
        fleet.awaitRunning(7);
        b.startChild(ChildSpec.of("newer", "worker"));
        fleet.awaitRunning(8);
        eventually().until(() -> logs(path + " may not be read by this client"));
        assertQuiet();
        assertThat(runsOf(id)).isOne();
        assertThat(fleet.workers().runs().size()).isGreaterThan(runs);

        mend(path);
        b.restartChild(id);
        eventually().until(() -> runsOf(id) == 2);
        assertThat(b.terminateChild(id)).isTrue();
        fleet.awaitRunning(7);
    }

    @Test
    void a_folder_of_assignments_that_may_not_be_written_holds_up_what_belongs_there_only_until_it_is_mended()
            throws Exception {
        String folder = fleet.path("/assignments/b");
        List<String> sealed = below(folder);
        for (String path : sealed) {
            forbidChanges(path);
        }
        forbidChanges(folder);
        a.startChildren(Fleet.specs("new", 20));
        eventually().until(() -> logs("the plan may not be written: "));
        eventually().until(() -> fleet.workers().countOn("a") >= 10);
        assertQuiet();
        for (String path : sealed) {
            mend(path);
        }
        mend(folder);
        fleet.awaitRunning(26);
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_child_whose_lock_may_not_be_made_runs_when_it_may_and_holds_up_no_other(Ownership ownership)
            throws Exception {
        admin.close();
        begin(ownership);
        String id = on("a");
        String path = fleet.path("/owners/") + bucketAnd(id);
        forbidChanges(path);
        fleet.leave("a");
        eventually().until(() -> fleet.workers().countOn("b") == 5);
        b.startChild(ChildSpec.of("new", "worker"));
        fleet.awaitRunning(6);
        assertQuiet();
        assertThat(fleet.workers().running()).doesNotContain(id);
        mend(path);
        fleet.awaitRunning(7);
    }

    /** Whatever is refused is not asked for over and over. */
    private void assertQuiet() throws Exception {
        long before = fleet.zk().packets();
        Fleet.forAsLongAs(A_WHILE);
        assertThat(fleet.zk().packets() - before).as("requests in " + A_WHILE).isLessThan(FEW);
    }

    private void seal(String path) throws Exception {
        admin.setACL().withACL(Arrays.asList(new ACL(Perms.ALL, admin()))).forPath(path);
    }

    private void forbidChanges(String path) throws Exception {
        admin.setACL()
                .withACL(Arrays.asList(new ACL(Perms.ALL, admin()), new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE)))
                .forPath(path);
    }

    private void mend(String path) throws Exception {
        admin.setACL()
                .withACL(Arrays.asList(new ACL(Perms.ALL, digest("pogo:secret"))))
                .forPath(path);
    }

    private static Id admin() throws Exception {
        return digest("admin:secret");
    }

    private static Id digest(String identity) throws Exception {
        return new Id("digest", DigestAuthenticationProvider.generateDigest(identity));
    }

    private List<String> below(String folder) throws Exception {
        return admin.getChildren().forPath(folder).stream()
                .map(name -> folder + "/" + name)
                .toList();
    }

    private String on(String nodeId) {
        Set<String> ids = fleet.workers().running();
        return ids.stream()
                .filter(id -> nodeId.equals(fleet.workers().placement().get(id)))
                .findFirst()
                .orElseThrow();
    }

    private long runsOf(String id) {
        return fleet.workers().runs().stream()
                .filter(run -> run.childId().equals(id))
                .count();
    }

    private static String bucketAnd(String id) {
        return io.pogo.core.ZnodeNames.bucket(id) + "/" + io.pogo.core.ZnodeNames.escape(id);
    }

    private boolean logs(String text) {
        synchronized (logged) {
            return List.copyOf(logged.list).stream()
                    .anyMatch(event -> event.getFormattedMessage().contains(text));
        }
    }
}

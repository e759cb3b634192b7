package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.PogoException;
import io.pogo.View;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.StoredSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What somebody writes by hand into the scope is logged and shown; everything else runs on. */
class GarbageIT {
    private static final List<String> GARBAGE = List.of("", "garbage", "{}", "[]", "{\"type\":7}", "\ufffd{");

    private final Fleet fleet = new Fleet();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.pogo");
    private DistributedSupervisor a;
    private DistributedSupervisor b;

    @BeforeEach
    void begin() {
        logged.start();
        logger.addAppender(logged);
        a = fleet.join("a");
        b = fleet.join("b");
        a.startChildren(Fleet.specs("c", 6));
        fleet.awaitRunning(6);
        eventually().until(() -> fleet.workers().countOn("a") == 3);
    }

    @AfterEach
    void end() {
        logger.detachAppender(logged);
        fleet.close();
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("this is a bug in Pogo"));
    }

    @Test
    void an_unreadable_spec_keeps_its_child_running_and_is_shown_and_can_be_terminated() throws Exception {
        int runs = fleet.workers().runs().size();
        for (String garbage : GARBAGE) {
            fleet.zk().client().setData().forPath(child("c0"), utf8(garbage));
        }
        eventually().until(() -> logs("its spec cannot be read"));
        assertEverythingElseWorks();
        assertThat(fleet.workers().runs()).as("nothing was run again").hasSize(runs + 4);
        assertThat(fleet.workers().running()).contains("c0");
        assertThat(a.whichChildren(View.GLOBAL)).anyMatch(child -> child.id().equals("c0"));
        assertThatThrownBy(() -> a.startChild(ChildSpec.of("c0", "worker")))
                .isInstanceOf(PogoException.class)
                .hasMessageContaining("cannot be read");
        assertThat(b.terminateChild("c0")).isTrue();
        eventually().until(() -> !fleet.workers().running().contains("c0"));
    }

    @Test
    void a_spec_written_as_garbage_is_pending_with_that_reason_and_can_be_terminated() throws Exception {
        int n = 0;
        for (String garbage : GARBAGE) {
            create(child("new" + n++), garbage);
        }
        for (int i = 0; i < n; i++) {
            assertThat(Fleet.isPending(b, "new" + i, "its spec cannot be read")).isTrue();
        }
        assertEverythingElseWorks();
        for (int i = 0; i < n; i++) {
            assertThat(a.terminateChild("new" + i)).isTrue();
        }
        assertThat(a.whichChildren(View.GLOBAL)).hasSize(6);
        a.startChild(ChildSpec.of("new0", "worker"));
        fleet.awaitRunning(7);
    }

    @Test
    void an_unreadable_assignment_is_written_anew_and_stops_nothing() throws Exception {
        int runs = fleet.workers().runs().size();
        Map<String, String> placement = fleet.workers().placement();
        for (String id : placement.keySet()) {
            String node = placement.get(id);
            fleet.zk().client().setData().forPath(assignment(node, id), utf8("garbage"));
        }
        eventually().untilAsserted(() -> {
            for (String id : placement.keySet()) {
                String node = placement.get(id);
                assertThat(fleet.zk().client().getData().forPath(assignment(node, id)))
                        .asString(StandardCharsets.UTF_8)
                        .contains("session");
            }
        });
        assertThat(logs("cannot be read")).isTrue();
        assertEverythingElseWorks();
        assertThat(fleet.workers().runs()).hasSize(runs + 4);
    }

    @Test
    void a_member_that_cannot_be_read_keeps_its_children() throws Exception {
        int runs = fleet.workers().runs().size();
        fleet.zk().client().setData().forPath(fleet.path("/members/b"), utf8("garbage"));
        create(fleet.path("/members/ghost"), "garbage");
        create(fleet.path("/planner/stranger"), "garbage");
        create(fleet.path("/planner/_c_0-latch-junk"), "garbage");
        eventually().until(() -> logs("a member's znode cannot be read"));
        assertEverythingElseWorks();
        assertThat(fleet.workers().runs()).hasSize(runs + 4);
        fleet.zk().client().delete().forPath(fleet.path("/members/ghost"));
        fleet.leave("a");
        fleet.awaitRunning(6);
    }

    @Test
    void an_unreadable_failure_record_holds_nothing_up() throws Exception {
        create(failure("c0"), "garbage");
        create(failure("not-there"), "garbage");
        create(failure("new"), "garbage");
        a.startChild(ChildSpec.of("new", "worker"));
        fleet.awaitRunning(7);
        a.terminateChild("new");
        fleet.awaitRunning(6);
        assertEverythingElseWorks();
    }

    @Test
    void znodes_that_do_not_belong_there_are_nobodys() throws Exception {
        create(fleet.path("/children/zz/a%zz"), "garbage");
        create(
                fleet.path("/children/00/misplaced"),
                new String(StoredSpec.encode(ChildSpec.of("misplaced", "worker")), StandardCharsets.UTF_8));
        create(child("c1") + "/below", "garbage");
        create(fleet.path("/assignments/stranger/00/c2"), "garbage");
        create(fleet.path("/assignments/stranger/deep/er/still"), "garbage");
        create(fleet.path("/owners/zz/a%zz"), "garbage");
        create(fleet.path("/failures/zz/a%zz"), "garbage");
        create(fleet.path("/unknown/tree"), "garbage");
        assertEverythingElseWorks();
        assertThat(b.terminateChild("c2")).isTrue();
        fleet.awaitRunning(5);
        fleet.zk().client().delete().forPath(child("c1") + "/below");
        assertThat(b.terminateChild("c1")).isTrue();
        fleet.awaitRunning(4);
    }

    private void assertEverythingElseWorks() {
        int running = fleet.workers().running().size();
        a.startChildren(Fleet.specs("fine", 4));
        fleet.awaitRunning(running + 4);
        assertThat(a.whichChildren(View.GLOBAL)).hasSameSizeAs(b.whichChildren(View.GLOBAL));
        for (ChildSpec spec : Fleet.specs("fine", 4)) {
            assertThat(b.terminateChild(spec.id())).isTrue();
        }
        fleet.awaitRunning(running);
    }

    private boolean logs(String text) {
        return List.copyOf(logged.list).stream()
                .anyMatch(event -> event.getFormattedMessage().contains(text));
    }

    private void create(String path, String data) throws Exception {
        fleet.zk()
                .client()
                .create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.PERSISTENT)
                .forPath(path, utf8(data));
    }

    private String child(String id) {
        return fleet.path("/children/" + inBucket(id));
    }

    private String failure(String id) {
        return fleet.path("/failures/" + inBucket(id));
    }

    private String assignment(String node, String id) {
        return fleet.path("/assignments/" + node + "/" + inBucket(id));
    }

    private static String inBucket(String id) {
        return ZnodeNames.bucket(id) + "/" + ZnodeNames.escape(id);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

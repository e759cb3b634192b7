package io.pogo.zk;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildCounts;
import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.CloseException;
import io.pogo.DistributedSupervisor;
import io.pogo.Finding;
import io.pogo.ScopeClient;
import io.pogo.ScopeWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stuck child is seen as that from everywhere, with what it holds up, and is not seen any more when it has ended. */
class StuckShownIT extends InScope {
    private static final ChildSpec STUBBORN = ChildSpec.of("child", "stubborn").withShutdown(Duration.ofMillis(100));
    private static final String SINCE = "has not stopped on a since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeEach
    void offerStubborn() {
        scope.offering("stubborn", made -> scope.workers().recorded(context -> awaitUninterruptibly(mayEnd)));
    }

    @AfterEach
    void letEnd() {
        mayEnd.countDown();
    }

    private DistributedSupervisor nodeWithChild() {
        DistributedSupervisor a = scope.node("a", builder -> builder.drainTimeout(Duration.ofMillis(300)));
        a.startChild(STUBBORN);
        scope.awaitRunning("child");
        return a;
    }

    private static void awaitStuck(ScopeClient asker, String reason) {
        eventually(() -> assertThat(asker.findChild("child")).hasValueSatisfying(child -> {
            assertThat(child.state()).isEqualTo(ChildState.STUCK);
            assertThat(child.node()).isEqualTo("a");
            assertThat(child.reason()).matches(SINCE + reason);
        }));
        assertThat(asker.whichChildren())
                .filteredOn(child -> child.id().equals("child"))
                .isEqualTo(asker.findChild("child").stream().toList());
        // A check reports what two looks agree on, and the child's records may still be changing.
        eventually(() -> assertThat(asker.check())
                .filteredOn(finding -> finding.kind() == Finding.Kind.STUCK)
                .singleElement()
                .matches(finding -> !finding.repairable())
                .matches(finding -> finding.text().startsWith("child child has not stopped on a since "))
                .matches(finding -> finding.text().endsWith("end the process of a")));
    }

    private void awaitNoneStuck(ScopeClient asker) {
        eventually(() ->
                assertThat(asker.whichChildren()).extracting(ChildInfo::state).doesNotContain(ChildState.STUCK));
        eventually(() ->
                assertThat(scope.zk().tree(scope.root() + "/control/stuck")).hasSizeLessThanOrEqualTo(1));
        assertThat(asker.check()).isEmpty();
    }

    @Test
    void a_child_that_is_stuck_in_a_move_is_shown_by_every_process_and_runs_elsewhere_when_it_has_ended() {
        nodeWithChild();
        DistributedSupervisor b = scope.node("b");
        b.moveChild("child", "b");

        for (ScopeClient asker : scope.askers("a")) {
            awaitStuck(asker, "; blocks its move to b");
            ChildExplanation explained = asker.explain("child");
            assertThat(explained.state()).isEqualTo(ChildState.STUCK);
            assertThat(explained.why())
                    .matches("it is given to b \\(MOVED\\), but it " + SINCE + "; blocks its move to b");
            assertThat(explained.waitsFor()).isEqualTo("the run on a to return, or the process of a to end");
            assertThat(asker.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 0, 0, 0));
        }
        mayEnd.countDown();

        scope.awaitState("child", ChildState.RUNNING);
        awaitNoneStuck(b);
    }

    @Test
    void a_watch_tells_of_a_child_that_is_stuck_and_that_it_has_ended() {
        DistributedSupervisor a = nodeWithChild();
        List<ChildState> states = new CopyOnWriteArrayList<>();
        ScopeWatch watch =
                scope.client().watch(update -> update.children().forEach(child -> states.add(child.state())));
        eventually(() -> assertThat(states).containsExactly(ChildState.RUNNING));
        a.restartChild("child");
        eventually(() -> assertThat(states).contains(ChildState.STUCK));
        assertThat(a.findChild("child").orElseThrow().reason()).matches(SINCE + "; blocks its restart");
        mayEnd.countDown();
        eventually(() -> assertThat(states).last().isEqualTo(ChildState.RUNNING));
        watch.close();
    }

    @Test
    void a_terminated_child_that_is_stuck_is_shown_until_it_has_ended() {
        nodeWithChild();
        ScopeClient client = scope.client();
        client.terminateChild("child");

        awaitStuck(client, "; blocks the next start of a child of that id");
        assertThat(client.countChildren().specs()).isZero();
        ChildExplanation explained = client.explain("child");
        assertThat(explained.state()).isEqualTo(ChildState.STUCK);
        assertThat(explained.node()).isEqualTo("a");
        assertThat(explained.why())
                .matches("it was terminated, but it " + SINCE + "; blocks the next start of a child of that id");
        assertThat(explained.waitsFor()).isEqualTo("the run on a to return, or the process of a to end");
        client.startChild(ChildSpec.of("child", WORKER));
        awaitStuck(client, "; blocks the new child of that id");
        mayEnd.countDown();

        scope.awaitState("child", ChildState.RUNNING);
        awaitNoneStuck(client);
    }

    @Test
    void a_terminated_child_is_explained_while_it_stops_and_not_when_it_has_ended() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("child", "stubborn").withShutdown(Duration.ofMinutes(1)));
        scope.awaitRunning("child");
        ScopeClient client = scope.client();
        client.terminateChild("child");

        eventually(() -> assertThat(client.explain("child").why()).isEqualTo("it was terminated, and a stops it"));
        assertThat(client.explain("child").waitsFor()).isEqualTo("a to stop it");
        mayEnd.countDown();

        eventually(() -> assertThatThrownBy(() -> client.explain("child")).isInstanceOf(ChildNotFoundException.class));
    }

    @Test
    void a_child_that_is_stuck_in_a_closed_node_is_shown_although_that_is_no_member() throws Exception {
        ScopeClient other = scope.node("b");
        try (CuratorFramework shared = scope.zk().newClient()) {
            scope.on(shared);
            other.drain("b");
            DistributedSupervisor a = nodeWithChild();
            assertThatThrownBy(a::close).isInstanceOf(CloseException.class);
            eventually(() -> assertThat(other.members()).hasSize(1));

            awaitStuck(other, "; blocks its next start");
            mayEnd.countDown();

            awaitNoneStuck(other);
            other.undrain("b");
            eventually(() -> assertThat(scope.workers().runsOf("child")).hasSizeGreaterThan(1));
        }
    }

    @Test
    void a_child_that_is_stuck_and_has_lost_its_lock_is_shown_as_one_that_may_run_twice() throws Exception {
        DistributedSupervisor a = nodeWithChild();
        ScopeClient client = scope.client();
        a.pauseChild("child");
        awaitStuck(client, "; blocks its pause");
        scope.zk().client().delete().forPath(scope.latchesOf("child").get(0));

        awaitStuck(client, "; its lock is lost: it may run twice; blocks its pause");
        mayEnd.countDown();

        awaitNoneStuck(client);
        scope.awaitState("child", ChildState.PAUSED);
    }

    @Test
    void a_child_that_is_stuck_from_an_earlier_session_is_shown_by_the_next_one() throws Exception {
        try (Relay relay = new Relay(scope.zk().server().getPort());
                CuratorFramework victim = scope.zk().newClient(relay.connectString())) {
            assertThat(victim.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            ScopeClient other = scope.node("b");
            other.drain("b");
            scope.on(victim);
            nodeWithChild();
            kill(victim.getZookeeperClient().getZooKeeper());
            relay.drop();

            awaitStuck(other, "; its lock is lost: it may run twice; blocks its restart");
            mayEnd.countDown();

            awaitNoneStuck(other);
            eventually(() -> assertThat(scope.workers().runsOf("child")).hasSizeGreaterThan(1));
            scope.leave("a");
        }
    }

    @Test
    void a_child_whose_stuck_run_has_ended_runs_again_though_another_is_still_stuck() throws Exception {
        CountDownLatch otherMayEnd = new CountDownLatch(1);
        scope.offering("other", made -> scope.workers().recorded(context -> awaitUninterruptibly(otherMayEnd)));
        try (Relay relay = new Relay(scope.zk().server().getPort());
                CuratorFramework victim = scope.zk().newClient(relay.connectString())) {
            assertThat(victim.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            scope.node("b").drain("b");
            scope.on(victim);
            DistributedSupervisor a = nodeWithChild();
            a.startChild(ChildSpec.of("other", "other").withShutdown(Duration.ofMillis(100)));
            scope.awaitRunning("child", "other");
            kill(victim.getZookeeperClient().getZooKeeper());
            relay.drop();
            eventually(() -> assertThat(a.whichChildren())
                    .extracting(ChildInfo::state)
                    .containsExactly(ChildState.STUCK, ChildState.STUCK));

            mayEnd.countDown();

            eventually(() -> assertThat(scope.workers().runsOf("child")).hasSizeGreaterThan(1));
            assertThat(scope.workers().runsOf("other")).hasSize(1);
            otherMayEnd.countDown();
            scope.leave("a");
        }
    }

    private void kill(ZooKeeper victim) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper twin = new ZooKeeper(
                scope.zk().connectString(),
                2_000,
                event -> connected.countDown(),
                victim.getSessionId(),
                victim.getSessionPasswd());
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        twin.close();
    }
}

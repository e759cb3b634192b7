package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.StaleRevisionException;
import io.pogo.StartReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Children that get another spec. */
class UpdateChildIT extends InScope {
    private static final ChildSpec SPEC = ChildSpec.of("child", "echo").withArgument("n", "0");

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void offerEcho() {
        scope.offering("echo", context -> {
            heard.add(context.argument("n"));
            return scope.workers().worker(context);
        });
    }

    @Test
    void an_updated_child_is_restarted_once_on_its_node_with_its_new_spec_whoever_asks() {
        scope.nodes("a", "b").get(0).startChild(SPEC);
        scope.awaitRunning("child");
        String owner = scope.workers().nodeOf("child");

        int revision = 1;
        for (ScopeClient asker : scope.askers(owner)) {
            ChildSpec next = SPEC.withArgument("n", Integer.toString(revision));
            assertThat(asker.updateChild(next, revision)).isEqualTo(revision + 1);
            revision++;
            int runs = revision;
            eventually(() -> assertThat(scope.workers().runsOf("child")).hasSize(runs));
            scope.awaitRunning("child");
            eventually(() -> assertThat(asker.findChild("child").map(ChildInfo::revision))
                    .contains(runs));
        }
        assertThat(heard).containsExactly("0", "1", "2", "3");
        assertThat(scope.workers().runsOf("child"))
                .allMatch(run -> run.nodeId().equals(owner))
                .extracting(Workers.Run::reason)
                .containsExactly(
                        StartReason.FIRST_START, StartReason.RESTART, StartReason.RESTART, StartReason.RESTART);
    }

    @Test
    void of_two_updates_of_one_revision_exactly_one_wins_and_the_other_is_told() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(SPEC);
        List<ScopeClient> clients = List.of(scope.client(), scope.client());

        for (int revision = 1; revision <= 10; revision++) {
            int expected = revision;
            List<CompletableFuture<Integer>> updates = List.of(
                    clients.get(0).updateChildAsync(SPEC.withArgument("n", "x" + revision), revision),
                    clients.get(1).updateChildAsync(SPEC.withArgument("n", "y" + revision), revision));
            updates.forEach(update -> assertThat(update.handle((won, failure) -> {
                        if (failure != null) {
                            assertThat(failure).isInstanceOf(StaleRevisionException.class);
                            StaleRevisionException stale = (StaleRevisionException) failure;
                            assertThat(stale.childId()).isEqualTo("child");
                            assertThat(stale.expected()).isEqualTo(expected);
                            assertThat(stale.present()).isEqualTo(expected + 1);
                        }
                        return true;
                    }))
                    .succeedsWithin(TestScope.LIMIT));
            assertThat(updates.stream().filter(update -> !update.isCompletedExceptionally()))
                    .singleElement()
                    .extracting(CompletableFuture::join)
                    .isEqualTo(expected + 1);
        }
        eventually(() ->
                assertThat(node.findChild("child").map(ChildInfo::revision)).contains(11));
        scope.awaitRunning("child");
    }

    @Test
    void an_update_that_takes_the_type_away_from_its_node_moves_the_child() {
        scope.node("a").startChild(SPEC);
        scope.awaitRunning("child");
        scope.offering("rare", scope.workers()::worker).node("b");

        scope.client().updateChild(ChildSpec.of("child", "rare"), 1);

        eventually(() -> assertThat(scope.workers().placement()).containsEntry("child", "b"));
    }

    @Test
    void an_update_to_a_type_that_nobody_offers_leaves_the_child_pending() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(SPEC);
        scope.awaitRunning("child");

        node.updateChild(ChildSpec.of("child", "rare"), 1);

        scope.awaitRunning();
        scope.awaitState("child", ChildState.PENDING);
        node.updateChild(SPEC, 2);
        scope.awaitRunning("child");
    }

    @Test
    void an_equal_spec_changes_nothing_and_a_paused_child_stays_paused() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(SPEC);
        scope.awaitRunning("child");
        assertThat(node.updateChild(SPEC, 1)).isEqualTo(1);

        node.pauseChild("child");
        assertThat(node.updateChild(SPEC.withArgument("n", "7"), 1)).isEqualTo(2);
        scope.awaitState("child", ChildState.PAUSED);
        node.resumeChild("child");

        eventually(() -> assertThat(heard).containsExactly("0", "7"));
    }

    @Test
    void an_update_that_cannot_be_made_is_a_clear_error_and_changes_nothing() {
        DistributedSupervisor node = scope.node("a");
        ChildSpec once = ChildSpec.of("once", WORKER).withRestart(Restart.TEMPORARY);
        node.startChild(SPEC);
        node.startChild(once);
        scope.awaitRunning("child", "once");

        assertThatThrownBy(() -> node.updateChild(SPEC.withArgument("n", "1"), 5))
                .isInstanceOf(StaleRevisionException.class)
                .hasMessageContaining("\"child\"")
                .hasMessageContaining("revision 1")
                .hasMessageContaining("5");
        assertThatThrownBy(() -> node.updateChild(ChildSpec.of("nobody", WORKER), 1))
                .isInstanceOf(ChildNotFoundException.class);
        assertThatThrownBy(() -> node.updateChild(SPEC.withRestart(Restart.TEMPORARY), 1))
                .isInstanceOf(RequestRefusedException.class);
        assertThatThrownBy(() -> node.updateChild(once.withArgument("n", "1"), 1))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("\"once\"");

        assertThat(node.findChild("child").map(ChildInfo::revision)).contains(1);
        assertThat(scope.workers().runs()).hasSize(2);
    }

    @Test
    void an_update_through_a_connection_that_is_lost_meanwhile_is_made_once() {
        scope.node("a").startChild(SPEC);
        scope.awaitRunning("child");
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            ScopeClient client = scope.client(scope.clientBuilder()
                    .connectString(relay.connectString())
                    .sessionTimeout(Duration.ofSeconds(4))
                    .requestTimeout(Duration.ofSeconds(20)));

            for (int revision = 1; revision <= 5; revision++) {
                CompletableFuture<Integer> update =
                        client.updateChildAsync(SPEC.withArgument("n", Integer.toString(revision)), revision);
                relay.drop();
                assertThat(update).succeedsWithin(TestScope.LIMIT).isEqualTo(revision + 1);
            }
            client.close();
        }
        eventually(() -> assertThat(heard).endsWith("5"));
        scope.awaitRunning("child");
    }
}

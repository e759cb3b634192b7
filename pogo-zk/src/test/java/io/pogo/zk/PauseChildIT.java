package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildCounts;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.StartOutcome;
import io.pogo.StartReason;
import org.junit.jupiter.api.Test;

/** Children that are stopped for a while. */
class PauseChildIT extends InScope {
    @Test
    void a_paused_child_stops_holds_no_lock_and_runs_again_when_it_is_resumed_whoever_asks() {
        scope.nodes("a", "b").get(0).startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        String owner = scope.workers().nodeOf("child");

        for (ScopeClient asker : scope.askers(owner)) {
            asker.pauseChild("child");
            asker.pauseChild("child");
            scope.awaitRunning();
            scope.awaitState("child", ChildState.PAUSED);
            eventually(() -> assertThat(scope.latchesOf("child")).isEmpty());
            assertThat(asker.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 0, 1, 0));

            asker.resumeChild("child");
            asker.resumeChild("child");
            scope.awaitRunning("child");
            scope.awaitState("child", ChildState.RUNNING);
        }
        assertThat(scope.workers().runsOf("child")).hasSize(4);
        assertThat(scope.workers().runsOf("child"))
                .extracting(Workers.Run::reason)
                .containsExactly(
                        StartReason.FIRST_START, StartReason.RESTART, StartReason.RESTART, StartReason.RESTART);
    }

    @Test
    void a_pause_outlives_all_nodes_and_asking_for_the_child_again() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        node.pauseChild("child");
        scope.awaitState("child", ChildState.PAUSED);
        scope.closeAll();

        DistributedSupervisor next = scope.node("b");

        assertThat(next.startChild(ChildSpec.of("child", WORKER))).isEqualTo(StartOutcome.ALREADY_PRESENT);
        next.startChild(ChildSpec.of("other", WORKER));
        scope.awaitRunning("other");
        scope.awaitState("child", ChildState.PAUSED);
        next.resumeChild("child");
        scope.awaitRunning("child", "other");
    }

    @Test
    void a_child_that_is_paused_and_resumed_at_once_runs_afresh_in_the_end() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        for (int i = 0; i < 10; i++) {
            node.pauseChild("child");
            node.resumeChild("child");
        }

        eventually(() -> assertThat(scope.workers().runsOf("child")).hasSizeGreaterThan(1));
        scope.awaitRunning("child");
        assertThat(node.findChild("child").orElseThrow().revision()).isEqualTo(11);
        scope.awaitState("child", ChildState.RUNNING);
    }

    @Test
    void a_child_that_was_never_run_can_be_paused_and_a_paused_one_terminated() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("child", "rare"));
        node.pauseChild("child");
        scope.awaitState("child", ChildState.PAUSED);
        scope.offering("rare", scope.workers()::worker).node("b").startChild(ChildSpec.of("other", "rare"));
        scope.awaitRunning("other");
        assertThat(scope.workers().runsOf("child")).isEmpty();

        assertThat(node.terminateChild("child")).isTrue();
        assertThat(node.startChild(ChildSpec.of("child", "rare"))).isEqualTo(StartOutcome.ACCEPTED);

        scope.awaitRunning("child", "other");
    }

    @Test
    void what_cannot_be_paused_or_restarted_is_a_clear_error_that_names_the_child() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(ChildSpec.of("once", WORKER).withRestart(Restart.TEMPORARY));
        node.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child", "once");

        assertThatThrownBy(() -> node.pauseChild("nobody"))
                .isInstanceOf(ChildNotFoundException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> node.resumeChild("nobody")).isInstanceOf(ChildNotFoundException.class);
        assertThatThrownBy(() -> node.pauseChild("once"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("\"once\"");
        node.pauseChild("child");
        assertThatThrownBy(() -> node.restartChild("child"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("resumeChild");

        scope.awaitRunning("once");
        assertThat(node.findChild("once").map(ChildInfo::state)).contains(ChildState.RUNNING);
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildExplanation;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.StartReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A child that has run before does not start for the first time, and one that has not does. */
class StartReasonIT extends InScope {
    private static final ChildSpec CHILD = ChildSpec.of("child", WORKER);

    @Test
    void a_child_whose_only_node_was_drained_and_undrained_is_restarted() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(CHILD);
        scope.awaitRunning("child");

        a.drain("a");
        scope.awaitState("child", ChildState.PENDING);
        a.undrain("a");
        scope.awaitRunning("child");

        assertThat(reasons()).containsExactly(StartReason.FIRST_START, StartReason.RESTART);
        ChildExplanation explained = a.explain("child");
        assertThat(explained.why()).startsWith("it was given to that node (RESTART)");
        assertThat(explained.transitions())
                .extracting(ChildExplanation.Transition::what)
                .contains("given to a (RESTART)");
    }

    @Test
    void a_child_of_an_application_that_was_closed_and_started_again_is_restarted() {
        scope.node("a").startChild(CHILD);
        scope.awaitRunning("child");

        scope.leave("a");
        scope.node("b");
        scope.awaitRunning("child");

        assertThat(reasons()).containsExactly(StartReason.FIRST_START, StartReason.RESTART);
    }

    @Test
    void a_child_that_waited_over_a_change_of_the_planner_and_never_ran_starts_for_the_first_time() {
        DistributedSupervisor a = scope.node("a");
        a.drain("a");
        a.startChild(CHILD);
        scope.awaitState("child", ChildState.PENDING);

        scope.leave("a");
        scope.node("b");
        scope.awaitRunning("child");

        assertThat(reasons()).containsExactly(StartReason.FIRST_START);
    }

    @Test
    void a_child_that_was_terminated_and_asked_for_again_starts_for_the_first_time() {
        scope.node("a").startChild(CHILD);
        ScopeClient client = scope.client();
        scope.awaitRunning("child");

        client.terminateChild("child");
        client.startChild(CHILD);
        eventually(() -> assertThat(reasons()).hasSize(2));
        scope.awaitRunning("child");

        assertThat(reasons()).containsOnly(StartReason.FIRST_START);
    }

    private List<StartReason> reasons() {
        return scope.workers().runsOf("child").stream().map(Workers.Run::reason).toList();
    }
}

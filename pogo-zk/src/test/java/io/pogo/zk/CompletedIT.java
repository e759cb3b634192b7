package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildCounts;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.StartOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transient children whose work is done, and which are kept. */
class CompletedIT extends InScope {
    private static final ChildSpec JOB =
            ChildSpec.of("job", "job").withRestart(Restart.TRANSIENT).withKeepCompleted(true);

    private final Semaphore mayEnd = new Semaphore(0);

    @BeforeEach
    void offerJobs() {
        scope.offering("job", made -> scope.workers().recorded(context -> mayEnd.acquire()));
    }

    private void awaitRuns(int runs) {
        eventually(() -> assertThat(scope.workers().runsOf("job")).hasSize(runs));
    }

    @Test
    void a_kept_child_that_is_done_is_shown_as_completed_holds_nothing_and_is_not_run_when_it_is_asked_for_again() {
        DistributedSupervisor node = scope.nodes("a", "b").get(0);
        node.startChild(JOB);
        awaitRuns(1);
        mayEnd.release();
        scope.awaitState("job", ChildState.COMPLETED);
        assertThat(node.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 0, 0, 1));
        eventually(() -> assertThat(scope.znodesOfChildren())
                .noneMatch(path -> path.contains("/assignments/") || path.contains("-latch-")));
        scope.closeAll();

        DistributedSupervisor next = scope.node("a", builder -> builder.initialChildren(List.of(JOB)));

        assertThat(next.startChild(JOB)).isEqualTo(StartOutcome.ALREADY_PRESENT);
        assertThat(next.startChildren(List.of(JOB))).containsEntry("job", StartOutcome.ALREADY_PRESENT);
        next.startChild(ChildSpec.of("other", TestScope.WORKER));
        scope.awaitRunning("other");
        scope.awaitState("job", ChildState.COMPLETED);
        awaitRuns(1);
        assertThat(next.whenRunning("job"))
                .failsWithin(TestScope.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(ChildNotFoundException.class);
    }

    @Test
    void a_completed_child_is_run_again_by_restart_and_gone_after_terminate() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(JOB);
        mayEnd.release();
        scope.awaitState("job", ChildState.COMPLETED);
        ScopeClient client = scope.client();
        assertThatThrownBy(() -> client.pauseChild("job"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("completed");

        client.restartChild("job");
        awaitRuns(2);
        scope.awaitState("job", ChildState.RUNNING);
        mayEnd.release();
        scope.awaitState("job", ChildState.COMPLETED);

        assertThat(client.terminateChild("job")).isTrue();
        scope.awaitNothing();
    }

    @Test
    void a_restart_or_an_update_that_is_asked_for_while_the_child_ends_is_not_lost() {
        DistributedSupervisor node = scope.node("a");
        ScopeClient client = scope.client();
        for (ChildSpec job : List.of(JOB, JOB.withKeepCompleted(false))) {
            node.startChild(job);
            for (int i = 0; i < 20; i++) {
                int before = scope.workers().runsOf("job").size();
                CompletableFuture<Void> restart = client.restartChildAsync("job");
                mayEnd.release();
                boolean asked =
                        restart.handle((done, failure) -> failure == null).join();
                if (!asked) {
                    node.startChild(job);
                }
                eventually(() -> assertThat(scope.workers().runsOf("job")).hasSizeGreaterThan(before));
                mayEnd.drainPermits();
            }
            node.terminateChild("job");
            scope.awaitNothing();
        }
    }
}

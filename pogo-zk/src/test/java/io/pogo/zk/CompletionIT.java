package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.ChildContext;
import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.ExitSignal;
import io.pogo.Restart;
import io.pogo.StartStopChild;
import io.pogo.SupervisorListener;
import io.pogo.View;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Children that complete when they are just to move: their next owner waits for the lock already, and hears late that
 * they are done.
 */
class CompletionIT extends InScope {
    private final CompletableFuture<ExitSignal> exit = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch mayStop = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private DistributedSupervisor node;
    private DistributedSupervisor other;

    /** Its stop takes as long as the test wants. */
    private final class Pair implements StartStopChild {
        private final ChildContext context;

        Pair(ChildContext context) {
            this.context = context;
        }

        @Override
        public void start(ChildContext started, ExitSignal signal) {
            scope.workers().enter(started);
            exit.complete(signal);
        }

        @Override
        public void stop() {
            stopping.countDown();
            Uninterruptibles.awaitUninterruptibly(mayStop);
            scope.workers().leave(context);
        }
    }

    @BeforeEach
    void startNodes() {
        scope.offering("pair", Pair::new);
        SupervisorListener listener = new SupervisorListener() {
            @Override
            public void onChild(ChildEvent event) {
                if (event.type() == ChildEvent.Type.STOPPING) {
                    asked.countDown();
                }
            }
        };
        node = scope.node("a", builder -> builder.listener(listener));
        other = scope.node("b", builder -> builder.listener(listener));
    }

    private void completeWhileItMoves(ChildSpec spec) {
        node.startChild(spec);
        scope.awaitRunning("child");
        String from = scope.workers().nodeOf("child");

        exit.join().completed();
        try {
            eventually(() -> assertThat(stopping.getCount()).isZero());
            node.moveChild("child", from.equals("a") ? "b" : "a");
            eventually(() -> assertThat(asked.getCount()).isZero());
        } finally {
            mayStop.countDown();
        }
    }

    @Test
    void a_transient_child_is_done_and_not_run_again() {
        completeWhileItMoves(ChildSpec.of("child", "pair").withRestart(Restart.TRANSIENT));

        scope.awaitNothing();
        assertThat(scope.workers().runs()).hasSize(1);
    }

    @Test
    void a_transient_child_that_is_kept_is_completed_and_not_run_again() {
        completeWhileItMoves(
                ChildSpec.of("child", "pair").withRestart(Restart.TRANSIENT).withKeepCompleted(true));

        scope.awaitState("child", ChildState.COMPLETED);
        eventually(() -> assertThat(scope.latchesOf("child")).isEmpty());
        assertThat(scope.workers().runs()).hasSize(1);
    }

    @Test
    void a_transient_child_that_somebody_restarts_meanwhile_is_run_by_its_next_owner() {
        node.startChild(ChildSpec.of("child", "pair").withRestart(Restart.TRANSIENT));
        scope.awaitRunning("child");
        String from = scope.workers().nodeOf("child");
        exit.join().completed();
        try {
            eventually(() -> assertThat(stopping.getCount()).isZero());
            node.restartChild("child");
            awaitOn(from, ChildState.RESTARTING);
            node.moveChild("child", from.equals("a") ? "b" : "a");
            awaitOn(from, ChildState.STOPPING);
        } finally {
            mayStop.countDown();
        }

        eventually(() -> assertThat(scope.workers().runs()).hasSize(2));
        scope.awaitRunning("child");
    }

    private void awaitOn(String owner, ChildState state) {
        DistributedSupervisor of = owner.equals("a") ? node : other;
        eventually(() -> assertThat(of.whichChildren(View.LOCAL))
                .extracting(ChildInfo::state)
                .containsExactly(state));
    }

    @Test
    void a_permanent_child_is_run_by_its_next_owner() {
        completeWhileItMoves(ChildSpec.of("child", "pair"));

        eventually(() -> assertThat(scope.workers().runs()).hasSize(2));
        scope.awaitRunning("child");
    }
}

package io.pogo.zk;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.CloseException;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A close waits for a stuck child as long as the child may take to stop, and not for the drain timeout. */
class StuckCloseIT extends InScope {
    private static final Duration SHUTDOWN = Duration.ofMillis(300);
    private static final Duration LONG_DRAIN = Duration.ofMinutes(1);

    /** Enough for one that waits for the child, and far less than the drain timeout. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final ChildSpec STUBBORN = ChildSpec.of("child", "stubborn").withShutdown(SHUTDOWN);

    /** Where the child stands when its node is closed. */
    enum Before {
        RUNNING,
        STUCK_AS_TERMINATED,
        STUCK_AS_RESTARTED
    }

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeEach
    void offerStubborn() {
        scope.offering("stubborn", made -> scope.workers().recorded(context -> awaitUninterruptibly(mayEnd)));
    }

    @AfterEach
    void letEnd() {
        mayEnd.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void the_only_node_closes_soon(Before before) {
        DistributedSupervisor a = owner(LONG_DRAIN, before);
        assertClosesSoon(a);
    }

    @ParameterizedTest
    @EnumSource
    void a_node_beside_another_closes_soon_and_gives_its_other_children_away(Before before) {
        DistributedSupervisor a = owner(LONG_DRAIN, before);
        scope.node("b", builder -> builder.drainTimeout(Duration.ZERO));
        a.startChildren(TestScope.workers("worker", 2));
        eventually(() -> assertThat(scope.workers().placement()).containsKeys("worker-0", "worker-1"));

        assertClosesSoon(a);

        eventually(() -> assertThat(scope.workers().placement())
                .containsEntry("worker-0", "b")
                .containsEntry("worker-1", "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void a_child_that_is_stuck_only_after_the_drain_timeout_is_not_waited_for(int drainMillis) {
        assertClosesSoon(owner(Duration.ofMillis(drainMillis), Before.RUNNING));
    }

    private DistributedSupervisor owner(Duration drainTimeout, Before before) {
        DistributedSupervisor a = scope.node("a", builder -> builder.drainTimeout(drainTimeout));
        a.startChild(STUBBORN);
        scope.awaitRunning("child");
        switch (before) {
            case STUCK_AS_TERMINATED -> a.terminateChild("child");
            case STUCK_AS_RESTARTED -> a.restartChild("child");
            case RUNNING -> {}
        }
        if (before != Before.RUNNING) {
            eventually(() -> assertThat(a.whichChildren(View.LOCAL))
                    .singleElement()
                    .extracting(ChildInfo::state)
                    .isEqualTo(ChildState.STUCK));
        }
        return a;
    }

    private void assertClosesSoon(DistributedSupervisor node) {
        assertThat(CompletableFuture.runAsync(node::close))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(CloseException.class);
        assertThat(scope.workers().running()).contains("child");
        assertThat(scope.latchesOf("child")).isNotEmpty();
        mayEnd.countDown();
    }
}

package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.ChildContext;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;
import io.pogo.View;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node that is given many children starts a few at a time. */
class ConcurrentStartsIT extends InScope {
    private static final int AT_A_TIME = 2;
    private static final int CHILDREN = 6;

    private final Semaphore mayStart = new Semaphore(0);
    private final List<String> begun = new CopyOnWriteArrayList<>();

    private final class Slow implements StartStopChild {
        private final ChildContext context;

        Slow(ChildContext context) {
            this.context = context;
        }

        @Override
        public void start(ChildContext started, ExitSignal exit) {
            begun.add(started.childId());
            assertThat(Uninterruptibles.tryAcquireUninterruptibly(mayStart, 1, 1, TimeUnit.MINUTES))
                    .isTrue();
            scope.workers().enter(started);
        }

        @Override
        public void stop() {
            scope.workers().leave(context);
        }
    }

    private DistributedSupervisor givenMany(List<ChildSpec> specs) {
        scope.offering("slow", Slow::new);
        DistributedSupervisor node = scope.node("a", builder -> builder.maxConcurrentStarts(AT_A_TIME));
        node.startChildren(specs);
        eventually(() -> assertThat(node.whichChildren(View.LOCAL)).hasSize(CHILDREN));
        specs.forEach(
                spec -> eventually(() -> assertThat(scope.latchesOf(spec.id())).hasSize(1)));
        return node;
    }

    private static List<ChildSpec> specs() {
        return IntStream.range(0, CHILDREN)
                .mapToObj(i -> ChildSpec.of("child-" + i, "slow"))
                .toList();
    }

    @Test
    void no_more_than_so_many_are_starting_and_each_that_has_started_lets_another_begin() {
        DistributedSupervisor node = givenMany(specs());
        eventually(() -> assertThat(begun).hasSize(AT_A_TIME));
        assertThat(node.whichChildren(View.LOCAL)).extracting(ChildInfo::state).containsOnly(ChildState.STARTING);

        for (int started = 1; started <= CHILDREN; started++) {
            mayStart.release();
            int most = Math.min(CHILDREN, started + AT_A_TIME);
            eventually(() -> assertThat(begun).hasSize(most));
        }

        scope.awaitRunning(TestScope.ids(specs()));
        assertThat(begun).doesNotHaveDuplicates();
    }

    @Test
    void one_that_is_terminated_before_its_turn_is_never_begun() {
        DistributedSupervisor node = givenMany(specs());
        eventually(() -> assertThat(begun).hasSize(AT_A_TIME));
        List<String> waiting = TestScope.ids(specs()).stream()
                .filter(id -> !begun.contains(id))
                .toList();

        assertThat(node.terminateChildren(waiting)).isEqualTo(waiting.size());
        eventually(() -> assertThat(node.whichChildren(View.LOCAL)).hasSize(AT_A_TIME));
        mayStart.release(AT_A_TIME);

        scope.awaitRunning(List.copyOf(begun));
        assertThat(begun).hasSize(AT_A_TIME);
    }
}

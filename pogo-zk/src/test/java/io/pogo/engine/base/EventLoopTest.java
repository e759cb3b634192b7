package io.pogo.engine.base;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.zk.FullHeap;
import io.pogo.zk.SmallHeap;
import io.pogo.zk.Undeclared;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private static final int MANY = 1_000;

    private final EventLoop loop = new EventLoop("test");
    private final List<Integer> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        loop.close();
    }

    private static boolean hasThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("pogo-closing-loop"));
    }

    @Test
    void tasks_run_in_the_order_in_which_they_were_posted_those_of_tasks_included() {
        IntStream.range(0, MANY).forEach(i -> loop.execute(() -> loop.execute(() -> ran.add(i))));

        eventually().until(() -> ran.size() == MANY);
        assertThat(ran).isSorted();
    }

    @Test
    void a_timer_gets_its_turn_among_tasks_that_never_end() {
        AtomicBoolean over = new AtomicBoolean();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (!over.get()) {
                    loop.execute(this);
                }
            }
        });

        loop.after(Duration.ofMillis(1), () -> over.set(true));

        eventually().untilTrue(over);
    }

    @Test
    void a_timer_does_not_wait_for_many_tasks_that_take_long() {
        CompletableFuture<Integer> ranBefore = new CompletableFuture<>();
        loop.after(Duration.ofMillis(50), () -> ranBefore.complete(ran.size()));
        IntStream.range(0, 100)
                .forEach(i -> loop.execute(() -> {
                    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(20));
                    ran.add(i);
                }));

        assertThat(ranBefore.join()).isLessThan(50);
    }

    @Test
    void a_task_that_fails_takes_none_of_the_others_with_it() {
        loop.execute(() -> {
            throw new IllegalStateException("meant to fail");
        });
        loop.execute(() -> Undeclared.fail(new IOException("meant to fail, undeclared")));
        loop.execute(() -> ran.add(1));

        eventually().until(() -> ran.size() == 1);
    }

    @Test
    void what_was_posted_before_the_loop_closes_still_runs_and_what_comes_later_does_not() {
        EventLoop closing = new EventLoop("closing");
        CountDownLatch mayGoOn = new CountDownLatch(1);
        closing.execute(() -> Uninterruptibles.awaitUninterruptibly(mayGoOn));
        IntStream.range(0, MANY).forEach(i -> closing.execute(() -> ran.add(i)));
        closing.close();
        closing.execute(() -> ran.add(MANY));
        mayGoOn.countDown();

        eventually().until(() -> !hasThread());
        assertThat(ran).hasSize(MANY).isSorted();
    }

    @Test
    void what_is_posted_while_the_heap_is_full_runs_when_it_is_not_any_more() throws Exception {
        SmallHeap.run(FullHeap.class, 64);
    }
}

package io.pogo.engine.base;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private final EventLoop loop = new EventLoop("gate");
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        loop.close();
    }

    private <T> T onLoop(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loop).join();
    }

    private Gate.Place enter(Gate gate, String name) {
        return onLoop(() -> gate.enter(() -> done.add(name)));
    }

    /** Returns when those who may go then are done. */
    private void leave(Gate.Place place) {
        onLoop(() -> {
            place.leave();
            return "";
        });
        onLoop(() -> "");
    }

    @Test
    void as_many_as_there_are_places_go_at_once_and_the_others_in_their_order() {
        Gate gate = new Gate(loop, 2, Duration.ofMinutes(1));
        Gate.Place first = enter(gate, "first");
        Gate.Place second = enter(gate, "second");
        enter(gate, "third");
        enter(gate, "fourth");
        assertThat(done).containsExactly("first", "second");

        leave(second);
        leave(second);
        assertThat(done).containsExactly("first", "second", "third");

        leave(first);
        assertThat(done).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void nobody_gets_a_place_while_the_gate_is_paused_nor_after_it_was_closed() {
        Gate gate = new Gate(loop, 1, Duration.ofMinutes(1));
        Gate.Place first = enter(gate, "first");
        Gate.Place second = enter(gate, "second");
        enter(gate, "third");
        pause(gate, true);
        leave(first);
        assertThat(done).containsExactly("first");

        pause(gate, false);
        assertThat(done).containsExactly("first", "second");

        loop.execute(gate::close);
        leave(second);
        pause(gate, false);
        assertThat(done).containsExactly("first", "second");
    }

    private void pause(Gate gate, boolean isPaused) {
        loop.execute(() -> gate.pause(isPaused));
        onLoop(() -> "");
        onLoop(() -> "");
    }

    @Test
    void one_that_leaves_before_its_turn_is_never_done() {
        Gate gate = new Gate(loop, 1, Duration.ofMinutes(1));
        Gate.Place first = enter(gate, "first");
        Gate.Place second = enter(gate, "second");
        enter(gate, "third");

        leave(second);
        leave(first);

        assertThat(done).containsExactly("first", "third");
    }

    @Test
    void one_that_leaves_when_it_is_its_turn_but_was_not_done_yet_never_is() {
        Gate gate = new Gate(loop, 1, Duration.ofMinutes(1));
        onLoop(() -> {
            gate.enter(() -> done.add("first")).leave();
            return "";
        });
        enter(gate, "second");
        onLoop(() -> "");

        assertThat(done).containsExactly("second");
    }

    @Test
    void those_who_go_at_once_keep_no_timer_waiting() {
        Gate gate = new Gate(loop, 100, Duration.ofMinutes(1));
        CompletableFuture<Integer> doneBefore = new CompletableFuture<>();
        loop.after(Duration.ofMillis(50), () -> doneBefore.complete(done.size()));
        onLoop(() -> {
            for (int i = 0; i < 100; i++) {
                gate.enter(() -> {
                    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(20));
                    done.add("slow");
                });
            }
            return "";
        });

        assertThat(doneBefore.join()).isLessThan(50);
    }

    @Test
    void a_place_that_is_not_given_back_is_free_after_a_while() {
        Gate gate = new Gate(loop, 1, Duration.ofMillis(20));
        enter(gate, "first");
        enter(gate, "second");
        enter(gate, "third");

        eventually().until(() -> done.size() == 3);
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void a_hundred_thousand_may_leave_as_soon_as_it_is_their_turn() {
        int many = 100_000;
        Gate gate = new Gate(loop, 1, Duration.ofMinutes(1));
        Gate.Place first = enter(gate, "first");
        onLoop(() -> {
            Gate.Place[] places = new Gate.Place[many];
            for (int i = 0; i < many; i++) {
                int turn = i;
                places[i] = gate.enter(() -> {
                    places[turn].leave();
                    done.add("" + turn);
                });
            }
            return "";
        });
        done.clear();

        leave(first);

        eventually().until(() -> done.size() == many);
    }

    @Test
    void one_that_fails_gives_its_place_back() {
        Gate gate = new Gate(loop, 1, Duration.ofMinutes(1));
        onLoop(() -> gate.enter(() -> {
            throw new StackOverflowError("planted");
        }));
        enter(gate, "second");

        eventually().until(() -> done.equals(List.of("second")));
    }
}

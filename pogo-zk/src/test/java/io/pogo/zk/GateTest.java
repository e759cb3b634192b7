package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

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

    private void leave(Gate.Place place) {
        onLoop(() -> {
            place.leave();
            return "";
        });
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

        assertThat(done).hasSize(many);
    }
}

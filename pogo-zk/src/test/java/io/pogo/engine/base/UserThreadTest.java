package io.pogo.engine.base;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UserThreadTest {
    private final AtomicBoolean hasRoom = new AtomicBoolean();
    private final List<Integer> made = new CopyOnWriteArrayList<>();

    private final UserThread thread = new UserThread(
            task -> {
                if (!hasRoom.get()) {
                    throw new OutOfMemoryError("unable to create native thread (planted)");
                }
                return new Thread(task);
            },
            2);

    @Test
    void what_finds_no_thread_has_its_turn_when_there_is_one() {
        assertThat(thread.call(() -> made.add(1))).isTrue();
        assertThat(thread.call(() -> made.add(2))).isTrue();
        assertThat(thread.call(() -> made.add(3))).isFalse();
        assertThat(made).isEmpty();

        hasRoom.set(true);
        assertThat(thread.call(() -> {})).isTrue();

        eventually().until(() -> made.size() == 2);
        assertThat(made).containsExactly(1, 2);
        thread.close();
        assertThat(thread.call(() -> made.add(4))).isTrue();
    }
}

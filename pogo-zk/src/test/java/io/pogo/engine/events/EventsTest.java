package io.pogo.engine.events;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildEvent;
import io.pogo.SupervisorListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final Events events = new Events("events", "[scope events]");
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger heard = new AtomicInteger();

    @AfterEach
    void end() {
        goOn.countDown();
        events.close();
    }

    @Test
    void a_listener_that_hangs_keeps_nobody_waiting_and_hears_what_was_kept_for_it() {
        events.add(new SupervisorListener() {
            @Override
            public void onChild(ChildEvent event) {
                heard.incrementAndGet();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        emit();
        eventually().until(() -> heard.get() == 1);
        for (int i = 0; i < Events.MOST_WAITING + 5_000; i++) {
            emit();
        }
        goOn.countDown();
        eventually().until(() -> heard.get() == Events.MOST_WAITING + 1);
        emit();
        eventually().until(() -> heard.get() == Events.MOST_WAITING + 2);
    }

    private void emit() {
        events.emit(new ChildEvent(ChildEvent.Type.STARTED, "child", "node", 1, 1, null));
    }

    @Test
    void an_event_shows_its_token_as_zookeeper_does() {
        assertThat(new ChildEvent(ChildEvent.Type.STARTED, "c", "n", 42, 1, "TAKEOVER"))
                .hasToString("STARTED c on n token 0x2a run 1 (TAKEOVER)");
        assertThat(new ChildEvent(ChildEvent.Type.ASSIGNED, "c", "n", 0, 0, null))
                .hasToString("ASSIGNED c on n");
    }
}

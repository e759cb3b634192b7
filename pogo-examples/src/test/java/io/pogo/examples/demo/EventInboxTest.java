package io.pogo.examples.demo;

import static io.pogo.examples.demo.Events.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventInboxTest {
    private final EventInbox inbox = new EventInbox();

    @Test
    void events_of_several_nodes_come_out_in_the_order_of_their_times() {
        inbox.report(at(3, "moved here"));
        inbox.report(at(2, "stopped there"));
        inbox.report(at(5, "later"));
        inbox.report(at(2, "stopped there too"));

        assertThat(inbox.takeUntil(START.plusMillis(4)))
                .extracting(NodeEvent::detail)
                .containsExactly("stopped there", "stopped there too", "moved here");
        assertThat(inbox.takeUntil(START.plusMillis(4))).isEmpty();
        assertThat(inbox.takeUntil(Instant.MAX)).extracting(NodeEvent::detail).containsExactly("later");
    }

    @Test
    void equal_events_are_not_lost() {
        inbox.report(at(1, "same"));
        inbox.takeUntil(START);
        inbox.report(at(1, "same"));

        assertThat(inbox.takeUntil(Instant.MAX)).hasSize(2);
    }

    private static NodeEvent at(int millis, String detail) {
        return new NodeEvent(START.plusMillis(millis), "node-a", EventType.UP, "x", detail);
    }
}

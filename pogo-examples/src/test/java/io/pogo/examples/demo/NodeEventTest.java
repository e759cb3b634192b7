package io.pogo.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeEventTest {
    private static final Instant TIME = Instant.parse("2026-11-22T10:11:12.345678Z");

    @ParameterizedTest
    @EnumSource
    void every_event_comes_back_equal(EventType type) {
        NodeEvent event = new NodeEvent(TIME, "node-a", type, "http://host:1/p?q=ä", "HTTP 503");

        assertThat(NodeEvent.fromWire(event.toWire())).contains(event);
    }

    @Test
    void empty_fields_come_back_empty() {
        NodeEvent event = new NodeEvent(TIME, "node-a", EventType.JOINED, "", "");

        assertThat(NodeEvent.fromWire(event.toWire())).contains(event);
    }

    @Test
    void a_detail_of_several_lines_stays_in_one() {
        NodeEvent event = new NodeEvent(TIME, "node-a", EventType.CRASHED, "x", "one\ntwo\tthree\r\n");

        assertThat(event.toWire()).doesNotContain("\n").doesNotContain("\r");
        assertThat(NodeEvent.fromWire(event.toWire()))
                .get()
                .extracting(NodeEvent::detail)
                .isEqualTo("one two three ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OpenJDK 64-Bit Server VM warning: something",
                "@pogo\tno time\tnode-a\tUP\tx\t",
                "@pogo\t2026-11-22T10:11:12Z\tnode-a\tNO_SUCH_TYPE\tx\t",
                "@pogo\t2026-11-22T10:11:12Z\tnode-a\tUP\tx",
            })
    void another_line_is_no_event(String line) {
        assertThat(NodeEvent.fromWire(line)).isEmpty();
    }

    @Test
    void a_plain_line_has_time_node_event_and_service() {
        assertThat(new NodeEvent(TIME, "node-a", EventType.TAKEOVER, "tcp://h:1", "token 0x1f").toPlain(ZoneOffset.UTC))
                .isEqualTo("10:11:12.345  node-a  takeover  tcp://h:1  (token 0x1f)");
        assertThat(new NodeEvent(TIME, "node-a", EventType.KILLED, "", "").toPlain(ZoneOffset.UTC))
                .isEqualTo("10:11:12.345  node-a  killed");
        assertThat(new NodeEvent(TIME, "node-a", EventType.LEFT, "", "seen by node-b").toPlain(ZoneOffset.UTC))
                .isEqualTo("10:11:12.345  node-a  left  (seen by node-b)");
    }
}

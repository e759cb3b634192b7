package io.pogo.examples.demo;

import java.time.Instant;

/** Short words for events in tests. */
final class Events {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Events() {}

    static NodeEvent event(String node, EventType type, String subject) {
        return new NodeEvent(START, node, type, subject, "");
    }

    static NodeEvent event(String node, EventType type) {
        return event(node, type, "");
    }

    static NodeEvent answer(String node, EventType type, String subject, String detail) {
        return new NodeEvent(START, node, type, subject, detail);
    }
}

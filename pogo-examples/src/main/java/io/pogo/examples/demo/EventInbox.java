package io.pogo.examples.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes events of several processes from several threads and gives them out in the order of their times. */
final class EventInbox implements Reporter {
    private final List<NodeEvent> waiting = new ArrayList<>();

    @Override
    public synchronized void report(NodeEvent event) {
        waiting.add(event);
    }

    /** Removes and returns all events up to a time, which should be long enough ago for all of them to have arrived. */
    synchronized List<NodeEvent> takeUntil(Instant time) {
        List<NodeEvent> due = waiting.stream()
                .filter(event -> !event.time().isAfter(time))
                .sorted(Comparator.comparing(NodeEvent::time))
                .toList();
        waiting.removeIf(event -> !event.time().isAfter(time));
        return due;
    }
}

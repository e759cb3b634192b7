package io.pogo.examples.demo;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.StartReason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The child: looks at its service every second and reports when that goes up or down. */
final class ServiceMonitor implements Child {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final URI url;
    private final Probe probe;
    private final Reporter reporter;

    ServiceMonitor(URI url, Probe probe, Reporter reporter) {
        this.url = url;
        this.probe = probe;
        this.reporter = reporter;
    }

    @Override
    public void run(ChildContext context) throws InterruptedException {
        report(context, started(context.startReason()), "token 0x" + Long.toHexString(context.fencingToken()));
        try {
            EventType before = EventType.CHECKED;
            do {
                Probe.Answer answer = probe.check(url);
                EventType now = answer.up() ? EventType.UP : EventType.DOWN;
                report(context, now == before ? EventType.CHECKED : now, answer.detail());
                before = now;
            } while (!context.awaitStop(PERIOD));
        } finally {
            report(context, EventType.STOPPED, "");
        }
    }

    private static EventType started(StartReason reason) {
        return switch (reason) {
            case TAKEOVER -> EventType.TAKEOVER;
            case MOVED -> EventType.MOVED;
            case FIRST_START, RESTART -> EventType.STARTED;
        };
    }

    private void report(ChildContext context, EventType type, String detail) {
        reporter.report(new NodeEvent(Instant.now(), context.nodeId(), type, context.childId(), detail));
    }
}

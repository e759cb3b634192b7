package io.pogo.examples.demo;

import io.pogo.ChildEvent;
import io.pogo.MemberEvent;
import io.pogo.SupervisorListener;
import java.time.Instant;
import java.util.Objects;

/**
 * Reports who comes and goes, and children in trouble. Their ordinary starts and stops are reported by {@link
 * ServiceMonitor} itself, in the moment in which they happen.
 */
final class ReportingListener implements SupervisorListener {
    private final String nodeId;
    private final Reporter reporter;

    ReportingListener(String nodeId, Reporter reporter) {
        this.nodeId = nodeId;
        this.reporter = reporter;
    }

    @Override
    public void onMember(MemberEvent event) {
        switch (event.type()) {
            case JOINED -> report(event.nodeId(), EventType.JOINED, "", seenBy(event.nodeId()));
            case LEFT -> report(event.nodeId(), EventType.LEFT, "", seenBy(event.nodeId()));
            case DRAINING, UNDRAINED, SUSPECT, TRUSTED -> {}
        }
    }

    @Override
    public void onChild(ChildEvent event) {
        String detail = Objects.requireNonNullElse(event.detail(), "");
        switch (event.type()) {
            case CRASHED -> report(nodeId, EventType.CRASHED, event.childId(), detail);
            case STUCK -> report(nodeId, EventType.STUCK, event.childId(), detail);
            case GAVE_UP -> report(nodeId, EventType.GAVE_UP, event.childId(), detail);
            case LOCK_LOST -> report(nodeId, EventType.LOCK_LOST, event.childId(), detail);
            default -> {}
        }
    }

    private String seenBy(String member) {
        return member.equals(nodeId) ? "" : "seen by " + nodeId;
    }

    private void report(String node, EventType type, String subject, String detail) {
        reporter.report(new NodeEvent(Instant.now(), node, type, subject, detail));
    }
}

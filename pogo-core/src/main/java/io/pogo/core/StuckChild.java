package io.pogo.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run that did not end within the child's shutdown time.
 *
 * <pre>{@code
 * new StuckChild("monitor-1", "a", 1_000, false).reason(Desired.RUNNING, false, "b")
 *     // "has not stopped on a since 1970-01-01T00:00:01Z; blocks its move to b"
 * }</pre>
 *
 * @param childId the child
 * @param nodeId the node on which it still runs
 * @param since the time when it was asked to stop, in milliseconds since the epoch, on that node's clock; only shown
 * @param lockLost true if its lock is lost, so that the child may run elsewhere as well
 */
public record StuckChild(String childId, String nodeId, long since, boolean lockLost) {

    /**
     * Returns the time since when the child is stuck and the action that this blocks, as the reason of the child.
     *
     * @param desired the desired state in the child's spec, or null if there is none
     * @param isOfEarlierSpec true if the spec is that of a later child of the same id
     * @param plannedOn the node that the child is assigned to, or null
     * @return the reason
     */
    public String reason(@Nullable Desired desired, boolean isOfEarlierSpec, @Nullable String plannedOn) {
        String lost = lockLost ? "; its lock is lost: it may run twice" : "";
        return fact() + lost + held(desired, isOfEarlierSpec, plannedOn);
    }

    /**
     * Returns the reason of a child whose earlier run goes on although the child has another owner by now.
     *
     * @return the reason
     */
    public String besideAnother() {
        return "runs twice: an earlier run lost its lock and " + fact();
    }

    /**
     * Returns a description of the problem and of the remedy for the operator.
     *
     * @return a sentence about the child
     */
    public String finding() {
        return "child " + childId + " " + fact() + (lockLost ? " and has lost its lock, so it may run twice" : "")
                + "; wait for its run to return, or end the process of " + nodeId;
    }

    /** Returns the remedy, for people. */
    static String remedy(String nodeId) {
        return "the run on " + nodeId + " to return, or the process of " + nodeId + " to end";
    }

    private String fact() {
        return "has not stopped on " + nodeId + " since "
                + Instant.ofEpochMilli(since).truncatedTo(ChronoUnit.SECONDS);
    }

    private String held(@Nullable Desired desired, boolean isOfEarlierSpec, @Nullable String plannedOn) {
        if (desired == null) {
            return "; blocks the next start of a child of that id";
        }
        if (desired != Desired.RUNNING) {
            return desired == Desired.PAUSED ? "; blocks its pause" : "";
        }
        if (isOfEarlierSpec) {
            return "; blocks the new child of that id";
        }
        if (plannedOn == null) {
            return "; blocks its next start";
        }
        if (plannedOn.equals(nodeId)) {
            return "; blocks its restart";
        }
        return lockLost ? "" : "; blocks its move to " + plannedOn;
    }
}

package io.pogo.core;

import java.util.Set;

/**
 * The failure record of a child that has crashed, kept until the child has recovered. The record is void for any other
 * spec or revision than the one that it names.
 *
 * @param childId the child
 * @param czxid the identity of the spec that failed
 * @param revision the revision of the spec that failed
 * @param node the node on which the child crashed last
 * @param error the last error
 * @param attempts the number of times that the child has crashed
 * @param failedOn the nodes that gave it up since the last quarantine
 * @param rounds the number of quarantines that the child has had
 * @param rest the child's quarantine
 * @param restartingUnder the fencing token of the owner that waits before it runs the child again, or 0. Short pauses
 *     are not recorded. The value says nothing about any other owner
 */
public record Failure(
        String childId,
        long czxid,
        int revision,
        String node,
        String error,
        int attempts,
        Set<String> failedOn,
        int rounds,
        Rest rest,
        long restartingUnder) {
    /** Copies the set of nodes. */
    public Failure {
        failedOn = Set.copyOf(failedOn);
    }

    /**
     * Creates a failure of a child that does not wait to be run again.
     *
     * @param childId the child
     * @param czxid the identity of the spec that failed
     * @param revision the revision of the spec that failed
     * @param node the node on which the child crashed last
     * @param error the last error
     * @param attempts the number of times that the child has crashed
     * @param failedOn the nodes that gave it up
     * @param rounds the number of quarantines that the child has had
     * @param rest the child's quarantine
     */
    public Failure(
            String childId,
            long czxid,
            int revision,
            String node,
            String error,
            int attempts,
            Set<String> failedOn,
            int rounds,
            Rest rest) {
        this(childId, czxid, revision, node, error, attempts, failedOn, rounds, rest, 0);
    }

    /**
     * Returns a description of the failure, as the reason of a child that is on a node again:
     * {@code crashed 3 times, last: no such device}.
     *
     * @param nodeId the node that has the child now; another one where it crashed last is named
     * @return the reason
     */
    public String reason(String nodeId) {
        String count = attempts == 1 ? "crashed once" : "crashed " + attempts + " times, last";
        return count + (node.equals(nodeId) ? ": " : " on " + node + ": ") + error;
    }

    /**
     * Returns the same failure with another quarantine.
     *
     * @param other the quarantine
     * @return the failure
     */
    public Failure with(Rest other) {
        return new Failure(childId, czxid, revision, node, error, attempts, failedOn, rounds, other, restartingUnder);
    }

    /**
     * Returns the same failure while an owner waits before it runs the child again, or no longer waits.
     *
     * @param token the owner's fencing token, or 0
     * @return the failure
     */
    public Failure restartingUnder(long token) {
        return new Failure(childId, czxid, revision, node, error, attempts, failedOn, rounds, rest, token);
    }
}

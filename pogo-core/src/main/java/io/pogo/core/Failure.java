package io.pogo.core;

import java.util.Set;

/**
 * What is remembered of a child that has crashed, for as long as something is wrong with it. It is void for any other spec or
 * revision than the one that it names.
 *
 * @param childId the child
 * @param czxid the identity of the spec that failed
 * @param revision the revision of the spec that failed
 * @param node where it crashed last
 * @param error the last error
 * @param attempts how many times it has crashed
 * @param failedOn the nodes that gave it up since the last quarantine
 * @param rounds how many quarantines it has had
 * @param retryAt when its quarantine ends, in milliseconds since the epoch; 0 if it has none
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
        long retryAt) {
    /** Copies the set of nodes. */
    public Failure {
        failedOn = Set.copyOf(failedOn);
    }
}

package io.pogo.core;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.Restart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The known facts about one child, before a decision is made.
 *
 * @param child the child's spec
 * @param stored the stored failure record that counts for this spec
 * @param failure the failure record to store from now on, which differs from the stored one if a quarantine begins or
 *     is over
 * @param kept the valid assignment, the best one if there are several
 * @param others all other assignments, to be replaced or withdrawn
 * @param pinnedTo the node that the child is bound to because a user moved it there
 */
record ChildAssessment(
        WantedChild child,
        Optional<Failure> stored,
        Optional<Failure> failure,
        Optional<Assignment> kept,
        List<Assignment> others,
        Optional<String> pinnedTo) {

    String id() {
        return child.id();
    }

    int weight() {
        return child.placement().weight();
    }

    /** Returns the same child with another failure record to store. */
    ChildAssessment with(Failure next) {
        return new ChildAssessment(child, stored, Optional.of(next), kept, others, pinnedTo);
    }

    boolean failureChanged() {
        return !failure.equals(stored);
    }

    /** Returns whether the child has no failure record. */
    boolean isSteady() {
        return failure.isEmpty();
    }

    boolean isQuarantined(long now) {
        return failure.filter(f -> f.rest().lasts(now)).isPresent();
    }

    boolean failedOn(String node) {
        return failure.isPresent() && failure.get().failedOn().contains(node);
    }

    boolean isPinnedElsewhere(String node) {
        return pinnedTo.isPresent() && !pinnedTo.get().equals(node);
    }

    /** Returns whether the child has a valid place, but is pinned to another node and may be moved there. */
    boolean isToBeMovedToItsPin() {
        return kept.isPresent() && isPinnedElsewhere(kept.get().nodeId()) && child.readable() && !isRunningOnce();
    }

    /**
     * Returns whether this is a temporary child whose one run has begun: it may end where it is, and starts nowhere
     * else.
     */
    boolean isRunningOnce() {
        return isRunningOnce(child);
    }

    static boolean isRunningOnce(WantedChild child) {
        return child.readable()
                && child.desired() == Desired.RUNNING
                && child.restart() == Restart.TEMPORARY
                && child.started();
    }

    boolean isOutdated() {
        return child.readable()
                && !isRunningOnce()
                && kept.filter(a -> a.revision() < child.revision()).isPresent();
    }

    /** Returns the child as a listing shows it while no node has taken it yet. */
    ChildInfo asPlanned() {
        if (child.desired() != Desired.RUNNING) {
            return shown(child.desired() == Desired.PAUSED ? ChildState.PAUSED : ChildState.COMPLETED, null);
        }
        String planned = Stream.concat(kept.stream(), others.stream())
                .map(Assignment::nodeId)
                .findFirst()
                .orElse(null);
        if (stored.filter(f -> f.rest().isSet()).isPresent()) {
            return shown(ChildState.FAILED, planned);
        }
        return shown(planned == null ? ChildState.PENDING : ChildState.STARTING, planned);
    }

    private ChildInfo shown(ChildState state, @Nullable String node) {
        return new ChildInfo(id(), child.type(), state, node, 0, 0, child.revision(), null);
    }
}

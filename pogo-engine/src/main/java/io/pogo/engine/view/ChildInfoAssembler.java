package io.pogo.engine.view;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.core.Desired;
import io.pogo.core.Eligibility;
import io.pogo.core.Failure;
import io.pogo.core.WaitReasons;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Owners;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assembles the state of a child as it is shown to readers other than its owner. */
final class ChildInfoAssembler {
    private ChildInfoAssembler() {}

    /**
     * Combines what is wanted, planned, owned and failed of one child. A child without a place is shown as waiting for
     * the planner; {@link ListingReasons} fills in the actual reason.
     */
    static ChildInfo of(
            String id,
            @Nullable StoredSpec spec,
            @Nullable StoredFailure failure,
            @Nullable Znode owner,
            @Nullable String planned) {
        return state(id, spec, failure, owner, planned).withSet(spec == null ? null : spec.set());
    }

    private static ChildInfo state(
            String id,
            @Nullable StoredSpec spec,
            @Nullable StoredFailure failure,
            @Nullable Znode owner,
            @Nullable String planned) {
        String type = spec == null || spec.spec() == null ? "" : spec.spec().type();
        int revision = spec == null ? 0 : spec.revision();
        Optional<Failure> valid = valid(spec, failure);
        if (owner != null && !isOfEarlierChild(owner, spec)) {
            ChildState state = ownedState(spec, valid, owner);
            int incarnation = 1 + valid.map(Failure::attempts).orElse(0);
            String node = Owners.nodeOf(owner);
            return new ChildInfo(id, type, state, node, owner.czxid(), incarnation, revision, crashes(valid, node));
        }
        if (spec != null && spec.desired() != Desired.RUNNING) {
            ChildState state = spec.desired() == Desired.PAUSED ? ChildState.PAUSED : ChildState.COMPLETED;
            return new ChildInfo(id, type, state, null, 0, 0, revision, null);
        }
        ChildState state = state(valid, planned);
        String reason = spec == null || state == ChildState.STARTING ? crashes(valid, planned) : obstacle(spec, valid);
        return new ChildInfo(id, type, state, planned, 0, 0, revision, reason);
    }

    private static ChildState ownedState(@Nullable StoredSpec spec, Optional<Failure> failure, Znode owner) {
        if (spec == null || spec.desired() != Desired.RUNNING) {
            return ChildState.STOPPING;
        }
        boolean isPausing =
                failure.filter(f -> f.restartingUnder() == owner.czxid()).isPresent();
        return isPausing ? ChildState.RESTARTING : ChildState.RUNNING;
    }

    /** Returns whether the planned node is shown: that of a child which is wanted and has no owner. */
    static boolean showsPlan(StoredSpec spec, @Nullable Znode owner) {
        return spec.desired() == Desired.RUNNING && (owner == null || isOfEarlierChild(owner, spec));
    }

    /**
     * Returns the reason from the failure record. The record is removed when the child has been up for a whole period,
     * so an existing record means that the child has not recovered yet.
     */
    private static @Nullable String crashes(Optional<Failure> failure, @Nullable String node) {
        return failure.map(f -> f.reason(node == null ? f.node() : node)).orElse(null);
    }

    /**
     * Returns whether a claim or latch znode is older than the spec: it was made for another child with that id, which
     * is still stopping.
     */
    private static boolean isOfEarlierChild(Znode owner, @Nullable StoredSpec spec) {
        return spec != null && owner.czxid() < spec.czxid();
    }

    /**
     * Returns the state of a child without an owner. The planner writes the end of a quarantine into the record, so no
     * clock is needed.
     */
    private static ChildState state(Optional<Failure> failure, @Nullable String planned) {
        if (failure.isPresent() && failure.get().rest().isSet()) {
            return ChildState.FAILED;
        }
        return planned == null ? ChildState.PENDING : ChildState.STARTING;
    }

    private static Optional<Failure> valid(@Nullable StoredSpec spec, @Nullable StoredFailure failure) {
        if (spec == null || failure == null || failure.problem() != null) {
            return Optional.empty();
        }
        return Optional.of(failure.failure()).filter(f -> f.czxid() == spec.czxid() && f.revision() == spec.revision());
    }

    private static String obstacle(StoredSpec spec, Optional<Failure> failure) {
        return spec.problem() != null
                ? spec.problem()
                : Eligibility.ownObstacle(spec.wanted(0), failure, 0).orElse(WaitReasons.PLANNER);
    }
}

package io.pogo.zk;

import com.google.common.collect.Multiset;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.core.Desired;
import io.pogo.core.Eligibility;
import io.pogo.core.Failure;
import io.pogo.core.NodeView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a child is shown that somebody looks up from outside its owner. */
final class Shown {
    /** Nothing is known to keep the child from being placed. */
    static final String WAITS = "it waits for the planner";

    private Shown() {}

    /**
     * Puts together what is wanted, planned, true and failed of one child.
     *
     * @param counts how many children each node was given, as far as that is known
     */
    static ChildInfo of(
            String id,
            @Nullable StoredSpec spec,
            @Nullable StoredFailure failure,
            @Nullable Znode owner,
            @Nullable String planned,
            Map<String, MemberData> members,
            Multiset<String> counts) {
        String type = spec == null || spec.spec() == null ? "" : spec.spec().type();
        int revision = spec == null ? 0 : spec.revision();
        Optional<Failure> valid = valid(spec, failure);
        if (owner != null && !isOfEarlierChild(owner, spec)) {
            ChildState state =
                    spec != null && spec.desired() == Desired.RUNNING ? ChildState.RUNNING : ChildState.STOPPING;
            int incarnation = 1 + valid.map(Failure::attempts).orElse(0);
            String error = valid.map(Failure::error).orElse(null);
            return new ChildInfo(id, type, state, Listings.nodeOf(owner), owner.czxid(), incarnation, revision, error);
        }
        if (spec != null && spec.desired() != Desired.RUNNING) {
            ChildState state = spec.desired() == Desired.PAUSED ? ChildState.PAUSED : ChildState.COMPLETED;
            return new ChildInfo(id, type, state, null, 0, 0, revision, null);
        }
        ChildState state = state(valid, planned);
        String reason =
                spec == null || state == ChildState.STARTING ? null : obstacle(spec, valid, members.values(), counts);
        return new ChildInfo(id, type, state, planned, 0, 0, revision, reason);
    }

    /** A claim or latch znode that is older than the spec was made for another child of that id, which is still stopping. */
    private static boolean isOfEarlierChild(Znode owner, @Nullable StoredSpec spec) {
        return spec != null && owner.czxid() < spec.czxid();
    }

    /** The planner writes the end of a quarantine into the record: no clock is asked. */
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

    private static String obstacle(
            StoredSpec spec, Optional<Failure> failure, Collection<MemberData> members, Multiset<String> counts) {
        if (spec.problem() != null) {
            return spec.problem();
        }
        return Eligibility.obstacle(
                        spec.wanted(0),
                        failure,
                        members.stream().map(Shown::view).toList(),
                        node -> new Eligibility.Used(counts.count(node.id()), counts.count(node.id())),
                        0)
                .orElse(WAITS);
    }

    private static NodeView view(MemberData member) {
        NodeView.Status status = member.info().draining() ? NodeView.Status.DRAINING : NodeView.Status.ACTIVE;
        return new NodeView(member.info().id(), 0, status, member.offer());
    }
}

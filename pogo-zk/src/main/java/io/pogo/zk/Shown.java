package io.pogo.zk;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.core.Eligibility;
import io.pogo.core.Failure;
import io.pogo.core.NodeView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a child is shown that somebody looks up from outside its owner. */
final class Shown {
    private Shown() {}

    static ChildInfo of(
            String id,
            @Nullable StoredSpec spec,
            @Nullable StoredFailure failure,
            @Nullable Znode owner,
            @Nullable String planned,
            Map<String, MemberData> members) {
        String type = spec == null || spec.spec() == null ? "" : spec.spec().type();
        Optional<Failure> valid = valid(spec, failure);
        if (owner != null && !isOfEarlierChild(owner, spec)) {
            ChildState state = spec == null ? ChildState.STOPPING : ChildState.RUNNING;
            int incarnation = 1 + valid.map(Failure::attempts).orElse(0);
            String node = Listings.nodeOf(owner);
            return new ChildInfo(
                    id,
                    type,
                    state,
                    node,
                    owner.czxid(),
                    incarnation,
                    valid.map(Failure::error).orElse(null));
        }
        String reason = spec == null ? null : obstacle(spec, valid, members.values());
        ChildState state = state(valid, planned);
        return new ChildInfo(id, type, state, planned, 0, 0, reason);
    }

    /** A latch znode that is older than the spec was made for another child of that id, which is still stopping. */
    private static boolean isOfEarlierChild(Znode owner, @Nullable StoredSpec spec) {
        return spec != null && owner.czxid() < spec.czxid();
    }

    private static ChildState state(Optional<Failure> failure, @Nullable String planned) {
        if (failure.isPresent() && failure.get().retryAt() > System.currentTimeMillis()) {
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

    private static @Nullable String obstacle(
            StoredSpec spec, Optional<Failure> failure, Collection<MemberData> members) {
        if (spec.problem() != null) {
            return spec.problem();
        }
        return Eligibility.obstacle(
                        spec.wanted(0),
                        failure,
                        members.stream().map(Shown::view).toList(),
                        System.currentTimeMillis())
                .orElse(null);
    }

    private static NodeView view(MemberData member) {
        NodeView.Status status = member.info().draining() ? NodeView.Status.DRAINING : NodeView.Status.ACTIVE;
        return new NodeView(
                member.info().id(),
                0,
                status,
                member.info().types(),
                member.info().maxChildren());
    }
}

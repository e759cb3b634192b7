package io.pogo.engine.membership;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.Health;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Summarizes the health of a node from its local state; on any thread. */
final class NodeHealth {
    /** The states of a child that is wanted on this node; a child that is stopping is no longer wanted here. */
    private static final Set<ChildState> WANTED =
            EnumSet.of(ChildState.STARTING, ChildState.RUNNING, ChildState.RESTARTING, ChildState.FAILED);

    private NodeHealth() {}

    static Health of(boolean connected, @Nullable Stay stay, Collection<ChildInfo> children, boolean local) {
        List<ChildState> states = children.stream().map(ChildInfo::state).toList();
        return new Health(
                connected,
                stay == null ? Duration.ZERO : stay.leaseMargin(),
                connected && stay != null && stay.hasEntered(),
                (int) states.stream().filter(WANTED::contains).count(),
                (int) states.stream().filter(ChildState.RUNNING::equals).count(),
                stay != null && stay.isRebalancingPaused(),
                stay != null && stay.areSpecsLost(),
                local);
    }
}

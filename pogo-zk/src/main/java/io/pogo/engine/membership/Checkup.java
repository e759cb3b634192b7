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

/** Sums up how a node stands, from what it remembers; on any thread. */
final class Checkup {
    /** Of a child that is to run here; one that is stopping is not wanted here any more. */
    private static final Set<ChildState> WANTED =
            EnumSet.of(ChildState.STARTING, ChildState.RUNNING, ChildState.RESTARTING, ChildState.FAILED);

    private Checkup() {}

    static Health of(boolean connected, @Nullable Membership stay, Collection<ChildInfo> children) {
        List<ChildState> states = children.stream().map(ChildInfo::state).toList();
        return new Health(
                connected,
                stay == null ? Duration.ZERO : stay.leaseMargin(),
                connected && stay != null && stay.hasEntered(),
                (int) states.stream().filter(WANTED::contains).count(),
                (int) states.stream().filter(ChildState.RUNNING::equals).count(),
                stay != null && stay.isRebalancingPaused(),
                stay != null && stay.areSpecsLost());
    }
}

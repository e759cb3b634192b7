package io.pogo.core;

import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import io.pogo.core.NodeView.Status;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When a child that keeps failing is left alone for a while, and for how long.
 *
 * <pre>
 *   failing      some node gave it up         -&gt; tried on the others; enough gave it up -&gt; quarantined
 *   quarantined  no place until retryAt       -&gt; its time has come -&gt; failing, on no node
 * </pre>
 */
final class Quarantine {
    private final PlannerSettings settings;
    private final Map<String, Set<String>> activeByType = new HashMap<>();
    private final long now;

    Quarantine(PlannerSettings settings, Collection<NodeView> nodes, long now) {
        this.settings = settings;
        this.now = now;
        for (NodeView node : nodes) {
            if (node.status() == Status.ACTIVE) {
                node.types().forEach(type -> active(type).add(node.id()));
            }
        }
    }

    /** Whether a record counts for a spec; of an unreadable spec the revision is not known. */
    static boolean concerns(Failure failure, WantedChild child) {
        return failure.czxid() == child.czxid() && (!child.readable() || failure.revision() == child.revision());
    }

    /** The record as it shall be from now on, which is the same one if nothing is due. */
    Failure next(Failure failure, WantedChild child) {
        if (!child.readable() || failure.retryAt() > now) {
            return failure;
        }
        if (failure.retryAt() != 0) {
            return with(failure, Set.of(), failure.rounds(), 0);
        }
        return isTriedEnough(failure, child.type()) ? begin(failure) : failure;
    }

    private boolean isTriedEnough(Failure failure, String type) {
        Set<String> active = activeByType.getOrDefault(type, Set.of());
        long failed = active.stream().filter(failure.failedOn()::contains).count();
        return failed >= Math.max(1, Math.min(settings.failoverNodes(), active.size()));
    }

    private Failure begin(Failure failure) {
        long retryAt = LongMath.saturatedAdd(now, length(failure.rounds()));
        return with(failure, failure.failedOn(), IntMath.saturatedAdd(failure.rounds(), 1), retryAt == 0 ? 1 : retryAt);
    }

    /** At least a millisecond: a quarantine that is over before it begins would be written again and again. */
    private long length(int rounds) {
        int doublings = Math.max(0, Math.min(rounds, Long.SIZE - 2));
        long length = LongMath.saturatedMultiply(Millis.of(settings.quarantine()), 1L << doublings);
        return Math.max(1, Math.min(length, Millis.of(settings.maxQuarantine())));
    }

    private Set<String> active(String type) {
        return activeByType.computeIfAbsent(type, t -> new HashSet<>());
    }

    private static Failure with(Failure f, Set<String> failedOn, int rounds, long retryAt) {
        return new Failure(
                f.childId(), f.czxid(), f.revision(), f.node(), f.error(), f.attempts(), failedOn, rounds, retryAt);
    }
}

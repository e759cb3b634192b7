package io.pogo.core;

import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides when a child that keeps failing is not run for a while, and for how long.
 *
 * <pre>
 *   failing      some node gave it up                     -&gt; tried on the others
 *                enough gave it up, or no other has room  -&gt; quarantined
 *   quarantined  no place while the rest lasts
 *                its time has come                        -&gt; failing, on no node
 * </pre>
 */
final class Quarantine {
    private static final int JITTER_SHARE = 5;

    private final PlannerSettings settings;
    private final Map<String, NodeView> nodes;
    private final Map<Demand, Set<String>> right = new HashMap<>();
    private final long now;

    Quarantine(PlannerSettings settings, Map<String, NodeView> nodes, long now) {
        this.settings = settings;
        this.nodes = nodes;
        this.now = now;
    }

    /**
     * Returns whether a record counts for a spec. The revision of an unreadable spec is not known, so it is not
     * compared.
     */
    static boolean concerns(Failure failure, WantedChild child) {
        return failure.czxid() == child.czxid() && (!child.readable() || failure.revision() == child.revision());
    }

    /** Returns the record to store from now on, which is the same record if nothing is due. */
    Failure next(Failure failure, WantedChild child) {
        if (!child.readable()
                || child.desired() != Desired.RUNNING
                || failure.rest().lasts(now)) {
            return failure;
        }
        if (failure.rest().isSet()) {
            return with(failure, Set.of(), failure.rounds(), Rest.NONE);
        }
        return isTriedEnough(failure, child) ? begin(failure) : failure;
    }

    /**
     * Returns the record of a child that no other node has room for. The child rests until the nodes that gave it up
     * may have it again: room becomes free only by chance, and a child that waits for that alone may wait for ever.
     */
    Failure rest(Failure failure) {
        return begin(failure);
    }

    private boolean isTriedEnough(Failure failure, WantedChild child) {
        Set<String> rightOnes = rightFor(child);
        long failed = rightOnes.stream().filter(failure.failedOn()::contains).count();
        return failed >= Math.max(1, Math.min(settings.failoverNodes(), rightOnes.size()));
    }

    /** Returns the nodes that may run the child, of those that take children. */
    private Set<String> rightFor(WantedChild child) {
        Set<String> rightOnes = right.computeIfAbsent(
                Demand.of(child),
                demand -> nodes.values().stream()
                        .filter(node -> Obstacle.ofOffer(node, child) == Obstacle.POSSIBLE)
                        .map(NodeView::id)
                        .collect(Collectors.toSet()));
        return child.placement()
                .pinnedTo(nodes)
                .map(pin -> rightOnes.contains(pin) ? Set.of(pin) : Set.<String>of())
                .orElse(rightOnes);
    }

    private Failure begin(Failure failure) {
        long length = length(failure.rounds());
        Rest rest = Rest.from(now, length - jitter(failure, length));
        return with(failure, failure.failedOn(), IntMath.saturatedAdd(failure.rounds(), 1), rest);
    }

    private long length(int rounds) {
        int doublings = Math.max(0, Math.min(rounds, Long.SIZE - 2));
        long length = LongMath.saturatedMultiply(Millis.of(settings.quarantine()), 1L << doublings);
        return Math.min(length, Millis.of(settings.maxQuarantine()));
    }

    /**
     * Returns the jitter of a quarantine, up to a fifth of its length, computed from the child's id and the round, so
     * that children that failed together come back one after the other.
     */
    private static long jitter(Failure failure, long length) {
        long share = Math.max(1, length / JITTER_SHARE);
        return Math.floorMod(Rendezvous.score(Rendezvous.hash(failure.childId()), failure.rounds()), share);
    }

    private static Failure with(Failure f, Set<String> failedOn, int rounds, Rest rest) {
        return new Failure(
                f.childId(), f.czxid(), f.revision(), f.node(), f.error(), f.attempts(), failedOn, rounds, rest);
    }
}

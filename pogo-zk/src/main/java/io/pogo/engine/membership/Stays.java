package io.pogo.engine.membership;

import io.pogo.core.StuckChild;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stays of this node in the scope: the one under the present session, and those whose session is over and of which
 * something still runs here. All on the loop.
 */
final class Stays {
    private final List<Membership> earlier = new ArrayList<>();
    private volatile @Nullable Membership current;

    /** The present one; may be asked on any thread. */
    @Nullable
    Membership current() {
        return current;
    }

    void begin(Membership stay) {
        current = stay;
    }

    /** The session of the present stay is over: what it has is told to stop. */
    void end() {
        Membership ending = current;
        if (ending != null) {
            current = null;
            earlier.add(ending);
            ending.abandon();
        }
    }

    /** Forgets the earlier stays of which nothing is left; what they kept out of the present one may start. */
    void prune() {
        Membership present = current;
        List<Membership> over =
                earlier.stream().filter(past -> past.node().isEmpty()).toList();
        over.forEach(Membership::forget);
        if (earlier.removeAll(over) && present != null) {
            present.node().reconcileAll();
        }
    }

    /** Whether an earlier stay still has this child. */
    boolean lingers(String childId) {
        return earlier.stream().anyMatch(past -> past.node().has(childId));
    }

    /** Whether nothing of an earlier stay runs any more, but for what is stuck. */
    boolean arePastOver() {
        return earlier.stream().allMatch(past -> past.node().hasOnlyStuck());
    }

    /** Whether nothing runs any more, but for what is stuck. */
    boolean haveOnlyStuck() {
        return all().allMatch(stay -> stay.node().hasOnlyStuck());
    }

    boolean areEmpty() {
        return all().allMatch(stay -> stay.node().isEmpty());
    }

    /** The children that were told to stop and did not in their time; the oldest first. */
    List<StuckChild> stuck() {
        return all().flatMap(stay -> stay.node().stuck())
                .sorted(Comparator.comparing(StuckChild::since).thenComparing(StuckChild::childId))
                .toList();
    }

    private Stream<Membership> all() {
        return Stream.concat(earlier.stream(), Stream.ofNullable(current));
    }
}

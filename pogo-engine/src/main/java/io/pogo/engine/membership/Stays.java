package io.pogo.engine.membership;

import io.pogo.core.StuckChild;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stays of this node in the scope: the one under the current session, and those whose session is over while some of
 * their children still run here. All on the loop.
 */
final class Stays {
    private final List<Stay> earlier = new ArrayList<>();
    private int lingering;
    private volatile @Nullable Stay current;

    /** Returns the current stay, or null; may be called on any thread. */
    @Nullable
    Stay current() {
        return current;
    }

    void begin(Stay stay) {
        current = stay;
    }

    /** Ends the current stay because its session is over: its children are asked to stop. */
    void end() {
        Stay ending = current;
        if (ending != null) {
            current = null;
            earlier.add(ending);
            lingering = children();
            ending.abandon();
        }
    }

    /**
     * Forgets the earlier stays of which no child is left. A child that has ended was kept out of the current stay, and
     * may start there.
     */
    void prune() {
        if (earlier.isEmpty()) {
            return;
        }
        Stay present = current;
        int before = lingering;
        lingering = children();
        List<Stay> over = earlier.stream().filter(past -> past.node().isEmpty()).toList();
        over.forEach(Stay::forget);
        earlier.removeAll(over);
        if (lingering < before && present != null) {
            present.node().reconcileAll();
        }
    }

    private int children() {
        return earlier.stream().mapToInt(past -> past.node().size()).sum();
    }

    /** Returns whether an earlier stay still has this child. */
    boolean lingers(String childId) {
        return earlier.stream().anyMatch(past -> past.node().has(childId));
    }

    /** Returns whether no child of an earlier stay runs any more, except stuck ones. */
    boolean arePastOver() {
        return earlier.stream().allMatch(past -> past.node().hasOnlyStuck());
    }

    /** Returns whether no child runs any more, except stuck ones. */
    boolean haveOnlyStuck() {
        return all().allMatch(stay -> stay.node().hasOnlyStuck());
    }

    boolean areEmpty() {
        return all().allMatch(stay -> stay.node().isEmpty());
    }

    /** Returns the children that were asked to stop and did not in time; the oldest first. */
    List<StuckChild> stuck() {
        return all().flatMap(stay -> stay.node().stuck())
                .sorted(Comparator.comparing(StuckChild::since).thenComparing(StuckChild::childId))
                .toList();
    }

    private Stream<Stay> all() {
        return Stream.concat(earlier.stream(), Stream.ofNullable(current));
    }
}

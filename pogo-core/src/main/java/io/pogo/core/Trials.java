package io.pogo.core;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.math.LongMath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The children that are on trial on a site. All trials last equally long, so they end in the order in which they began.
 */
final class Trials {
    private final long length;
    private final Map<String, Trial> byChild = new HashMap<>();
    private final Deque<Trial> byEnd = new ArrayDeque<>();
    private final Multiset<Site> sites = HashMultiset.create();

    /** The trial of a child that was assigned to a site; {@code moved} if it ran well on its node before. */
    record Trial(String childId, Site site, boolean moved, long end) {}

    Trials(long length) {
        this.length = length;
    }

    @Nullable
    Trial of(String childId) {
        return byChild.get(childId);
    }

    /** Returns the number of trials on a site. */
    int on(Site site) {
        return sites.count(site);
    }

    void begin(String childId, Site site, boolean moved, long now) {
        Trial trial = new Trial(childId, site, moved, LongMath.saturatedAdd(now, length));
        byChild.put(childId, trial);
        byEnd.add(trial);
        sites.add(site);
    }

    void end(Trial trial) {
        if (byChild.remove(trial.childId(), trial)) {
            sites.remove(trial.site());
        }
    }

    /** Ends the trials whose time is over, and returns them. */
    List<Trial> endDue(long now) {
        List<Trial> over = new ArrayList<>();
        for (Trial trial = first(); trial != null && trial.end() <= now; trial = first()) {
            end(trial);
            over.add(trial);
        }
        return over;
    }

    /** Returns the time when the next trial ends, or {@link Long#MAX_VALUE} if there is none. */
    long nextEnd() {
        Trial first = first();
        return first == null ? Long.MAX_VALUE : first.end();
    }

    /** Returns the trial that ends next, or null. Trials that have ended before their time are dropped. */
    private @Nullable Trial first() {
        while (!byEnd.isEmpty()
                && !byEnd.element().equals(byChild.get(byEnd.element().childId()))) {
            byEnd.remove();
        }
        return byEnd.peek();
    }
}

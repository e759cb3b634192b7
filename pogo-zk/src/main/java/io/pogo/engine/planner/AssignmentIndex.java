package io.pogo.engine.planner;

import com.google.common.collect.Maps;
import com.google.common.collect.SortedMultiset;
import com.google.common.collect.TreeMultiset;
import io.pogo.engine.format.StoredAssignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is assigned, by child and by node. On the loop. */
final class AssignmentIndex {
    private final Map<String, List<StoredAssignment>> byChild = new HashMap<>();
    private final Map<String, SortedMultiset<Long>> sessions = new HashMap<>();

    /** What a znode of this child was and is; null if it was not there, or is gone. */
    void change(String childId, @Nullable StoredAssignment before, @Nullable StoredAssignment now) {
        List<StoredAssignment> all = new ArrayList<>(byChild.getOrDefault(childId, List.of()));
        if (before != null) {
            all.remove(before);
            forget(before.assignment().nodeId(), before.assignment().session());
        }
        if (now != null) {
            all.add(now);
            sessions.computeIfAbsent(now.assignment().nodeId(), node -> TreeMultiset.create())
                    .add(now.assignment().session());
        }
        if (all.isEmpty()) {
            byChild.remove(childId);
        } else {
            byChild.put(childId, List.copyOf(all));
        }
    }

    /** All by child id. Not a copy. */
    Map<String, List<StoredAssignment>> byChild() {
        return byChild;
    }

    /** The nodes that have something, each with the latest of the sessions that it was assigned to. Not a copy. */
    Map<String, Long> sessions() {
        return Maps.transformValues(sessions, all -> all.elementSet().last());
    }

    private void forget(String nodeId, long session) {
        SortedMultiset<Long> all = sessions.get(nodeId);
        if (all != null) {
            all.remove(session);
            if (all.isEmpty()) {
                sessions.remove(nodeId);
            }
        }
    }
}

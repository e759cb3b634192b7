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

/** The assignments by child and by node. On the loop. */
final class AssignmentIndex {
    private final Map<String, List<StoredAssignment>> byChild = new HashMap<>();
    private final Map<String, SortedMultiset<Long>> sessions = new HashMap<>();

    /**
     * Replaces one assignment of this child. The value is null before the znode was created and after it was deleted.
     */
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

    /** Returns all assignments by child id, as a live view. */
    Map<String, List<StoredAssignment>> byChild() {
        return byChild;
    }

    /**
     * Returns the nodes that have assignments, each with the latest session that it has an assignment under, as a live
     * view.
     */
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

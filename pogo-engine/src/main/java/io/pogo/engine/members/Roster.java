package io.pogo.engine.members;

import io.pogo.core.NodeView;
import io.pogo.engine.format.MemberData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The living members and their offers, in the form in which the planner takes them: the planner's queue proves that a
 * member lives, and the directory contains its offer. A member is dead when it has left both. A member that is in the
 * queue and not in the directory (it is just joining, or ServiceDiscovery is registering it again, or its entry cannot
 * be read) keeps its children; its previous offer remains valid.
 */
public final class Roster {
    private final Map<String, Long> sessions = new HashMap<>();
    private final Map<String, MemberData> offers = new HashMap<>();
    private final Set<String> queued = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private Map<String, NodeView> nodes = Map.of();

    /** The members that were ordered to give their children away, and may not have announced it yet. */
    @FunctionalInterface
    public interface Drains {
        /** Returns whether this member, under this session, was ordered to do so. */
        boolean concern(String nodeId, long session);
    }

    /** Takes the entries of the queue. Returns the members that have left it, and may have left the directory. */
    public Set<String> queueIs(List<PlannerQueue.Entry> entries) {
        Set<String> left = new HashSet<>(queued);
        queued.clear();
        Set<String> seen = new HashSet<>();
        for (PlannerQueue.Entry entry : entries) {
            if (seen.add(entry.nodeId())) {
                sessions.put(entry.nodeId(), entry.session());
                queued.add(entry.nodeId());
            }
        }
        left.removeAll(queued);
        gone.removeAll(queued);
        return left;
    }

    /** Takes the entries of the directory. Returns the members that are in it and not in the queue. */
    public Set<String> directoryIs(Map<String, MemberData> entries) {
        offers.keySet().removeIf(id -> !entries.containsKey(id) && !queued.contains(id));
        offers.putAll(entries);
        gone.retainAll(entries.keySet());
        Set<String> unqueued = new HashSet<>(entries.keySet());
        unqueued.removeAll(queued);
        unqueued.removeAll(gone);
        return unqueued;
    }

    /**
     * Records that the member's znode in the directory was looked up and does not exist: the cache's entry for it is
     * outdated.
     */
    public void confirmedGone(String id) {
        if (!queued.contains(id)) {
            gone.add(id);
            offers.remove(id);
        }
    }

    /** Computes the living members anew, by id; returns whether they differ from the previous ones. */
    public boolean recompute(Map<String, Long> assignedSessions, Drains drains) {
        Map<String, NodeView> now = new TreeMap<>();
        for (String id : queued) {
            now.put(id, view(id, sessions.getOrDefault(id, 0L), true, drains));
        }
        for (String id : offers.keySet()) {
            if (!queued.contains(id) && !gone.contains(id)) {
                Long session = sessions.getOrDefault(id, assignedSessions.getOrDefault(id, 0L));
                now.put(id, view(id, session, false, drains));
            }
        }
        sessions.keySet().retainAll(now.keySet());
        boolean changed = !now.equals(nodes);
        nodes = now;
        return changed;
    }

    public Map<String, NodeView> nodes() {
        return nodes;
    }

    private NodeView view(String id, long session, boolean stands, Drains drains) {
        MemberData offer = offers.get(id);
        if (offer == null || !stands) {
            return NodeView.unreadable(id, session);
        }
        boolean draining = offer.info().draining() || drains.concern(id, session);
        NodeView.Status status = draining ? NodeView.Status.DRAINING : NodeView.Status.ACTIVE;
        return new NodeView(id, session, status, offer.offer());
    }
}

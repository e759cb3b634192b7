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
 * Who lives and what they offer, as the planner sees it: the planner's queue proves life, the directory says what a
 * member offers. A member is dead when it has left both. One that stands in the queue and is not in the directory (it
 * is just joining, or ServiceDiscovery is registering it again, or its entry cannot be read) keeps what it has; what it
 * offered before still holds.
 */
public final class Roster {
    private final Map<String, Long> sessions = new HashMap<>();
    private final Map<String, MemberData> offers = new HashMap<>();
    private final Set<String> queued = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private Map<String, NodeView> nodes = Map.of();

    /** Knows who was ordered to give its children away, and has perhaps not announced it yet. */
    @FunctionalInterface
    public interface Drains {
        /** Whether this member, under this session, was. */
        boolean concern(String nodeId, long session);
    }

    /** The queue was read. Returns the members that have left it, and may have left the directory. */
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

    /** The directory was read. Returns the members that are in it and do not stand in the queue. */
    public Set<String> directoryIs(Map<String, MemberData> entries) {
        offers.keySet().removeIf(id -> !entries.containsKey(id) && !queued.contains(id));
        offers.putAll(entries);
        gone.retainAll(entries.keySet());
        Set<String> unqueued = new HashSet<>(entries.keySet());
        unqueued.removeAll(queued);
        unqueued.removeAll(gone);
        return unqueued;
    }

    /** The member's znode in the directory was looked for, and is not there: what the cache says of it is old. */
    public void confirmedGone(String id) {
        if (!queued.contains(id)) {
            gone.add(id);
            offers.remove(id);
        }
    }

    /** The living members, by id; whether they differ from the last time is what {@code changed} tells. */
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
